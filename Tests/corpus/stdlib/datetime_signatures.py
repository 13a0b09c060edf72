"""Text signatures of datetime's methods: most have none, those of one argument a general one."""
import datetime

for cls in datetime.date, datetime.time, datetime.datetime, datetime.timedelta, datetime.timezone, datetime.tzinfo:
    for name, found in sorted(vars(cls).items()):
        if type(found).__name__ in ("method_descriptor", "classmethod_descriptor"):
            print(cls.__name__, name, found.__text_signature__)
