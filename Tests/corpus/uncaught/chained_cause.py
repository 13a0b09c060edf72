"""raise from: both tracebacks."""
class ConfigError(Exception):
    pass
def load(text):
    try:
        return int(text)
    except ValueError as e:
        raise ConfigError(f"bad number {text!r}") from e
def main():
    load("12")
    load("x1")
main()
