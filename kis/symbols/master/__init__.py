"""KIS's master files (종목마스터): what is listed where, made anew before each business day.

layout       how a line is cut into columns
domestic     KOSPI, KOSDAQ, KONEX, ELW, 업종
derivatives  선물옵션 on indices and on stocks
overseas     US, Hong Kong, Japan, China, Vietnam
files        all of them, and from bytes to instruments
fetch        over the network, checked
store        on disk
"""
