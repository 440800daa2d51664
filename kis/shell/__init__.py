"""The command line of the library, `python -m kis`: any call from the shell, as a table or JSON.

finding   from what was typed to the endpoint that is meant
asking    from words to the request message
showing   from the answer to text
"""
