"""The simulator's outside: what KIS's gateway does before and after the broker.

http         a server that keeps the case of header names and can cut connections
gateway      one REST call, checks in order; keys, limits, oauth, paging and routes are its parts
domestic     the broker's answers as the messages of `kis.domestic`
sockets      the websocket; registrar, session, feed and herald are its parts, shows and told say what makes which rows
masters      /common/master/…: what is listed, as files
control      /_sim/…; faults and journal
app          all of it together
"""
