"""What is said in place of the texts built into WTForms and Flask-WTF.

Each says how to repair. No sentence has a plural, so none needs plural forms:
"Characters allowed: 5" is right in all six languages.
"""

from disclosure.domain.messages import Message, message

_ANSWER = message("Answer this question")
_CHOOSE = message("Choose one of the answers shown")
AGAIN = message("Choose the button at the end of the page again")
_FROM_PAGE = message("Leave this answer as the page shows it")
_DATE = message("Enter the date in numbers, like 27 3 2026")

SENTENCES: dict[str, Message] = {
    "This field is required.": _ANSWER,
    "Invalid input.": message("Write this in the way the example shows"),
    "Not a valid choice.": _CHOOSE,
    "Choices cannot be None.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Invalid value, must be one of: %(values)s.": message("Enter one of these: %(values)s"),
    "Invalid value, can't be any of: %(values)s.": message("Enter something other than: %(values)s"),
    "Field cannot be longer than %(max)d character.": message(
        "Make this shorter. Characters allowed: %(max)d"
    ),
    "Field must be at least %(min)d character long.": message("Make this longer. Characters needed: %(min)d"),
    "Field must be exactly %(max)d character long.": message("Count the characters: there must be %(max)d"),
    "Field must be between %(min)d and %(max)d characters long.": message(
        "Change the length. Characters needed: %(min)d, allowed: %(max)d"
    ),
    "Field must be equal to %(other_name)s.": message("Enter the same in both boxes"),
    "Invalid field name '%s'.": message("Open this page again: it does not know the box “%s”"),
    "Number must be at least %(min)s.": message("Enter %(min)s or a greater number"),
    "Number must be at most %(max)s.": message("Enter %(max)s or a smaller number"),
    "Number must be between %(min)s and %(max)s.": message("Enter a number from %(min)s to %(max)s"),
    "Not a valid integer value.": message("Enter a whole number, like 12"),
    "Not a valid decimal value.": message("Enter a number, like 12.50"),
    "Not a valid float value.": message("Enter a number, like 12.50"),
    "Not a valid date value.": _DATE,
    "Not a valid datetime value.": _DATE,
    "Not a valid week value.": _DATE,
    "Not a valid time value.": message("Enter the time like 14:30"),
    "Date must be at least %(min)s.": message("Enter a date that is %(min)s or later"),
    "Date must be at most %(max)s.": message("Enter a date that is %(max)s or earlier"),
    "Date must be between %(min)s and %(max)s.": message("Enter a date from %(min)s to %(max)s"),
    "Invalid email address.": message("Enter an e-mail address, like name@example.org"),
    "Invalid URL.": message("Enter a web address, like https://www.example.org"),
    "Invalid IP address.": message("Enter an IP address, like 192.0.2.1"),
    "Invalid Mac address.": message("Enter a MAC address, like 00:00:5E:00:53:01"),
    "Invalid UUID.": message("Copy the whole reference, with its dashes"),
    "This field cannot be edited.": _FROM_PAGE,
    "This field is disabled and cannot have a value.": _FROM_PAGE,
    "CSRF token missing.": AGAIN,
    "CSRF token expired.": AGAIN,
    "CSRF failed.": AGAIN,
    "Invalid CSRF Token.": AGAIN,
    "File does not have an approved extension.": message("Choose a file of another type"),
    "File does not have an approved extension: {extensions}": message(
        "Choose a file of one of these types: {extensions}"
    ),
}
