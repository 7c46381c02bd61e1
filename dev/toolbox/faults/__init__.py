"""The fault run: people register while servers, disks, clocks and mails fail.

`machine` is what is harmed, `crowd` the people, `harms` what is done to them, `checks` what must
hold afterwards.
"""
