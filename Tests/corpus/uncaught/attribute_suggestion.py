"""AttributeError with a suggestion."""
class Account:
    def __init__(self):
        self.balance = 5
a = Account()
print(a.balance)
a.balence += 1
