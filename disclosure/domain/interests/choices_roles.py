"""Code lists of activities, positions, relatives and agreements."""

from disclosure.domain.interests.choices import Choice
from disclosure.domain.messages import message


class ActivityKind(Choice):
    """What kind of outside activity it is."""

    EMPLOYMENT = "employment", message("Employment")
    CONSULTING = "consulting", message("Consulting")
    TEACHING = "teaching", message("Teaching")
    WRITING = "writing", message("Writing")
    SPEAKING = "speaking", message("Speaking")
    VOLUNTEERING = "volunteering", message("Volunteering")
    POLITICAL = "political", message("Political activity")
    BUSINESS = "business", message("Business")
    OTHER = "other", message("Other activity")


class PayKind(Choice):
    """In what form an outside activity is paid."""

    SALARY = "salary", message("Salary")
    FEE = "fee", message("Fee")
    EXPENSES = "expenses", message("Expenses only")
    SHARES = "shares", message("Shares or options")
    OTHER = "other", message("Other")


class Position(Choice):
    """Which leadership position is held."""

    OFFICER = "officer", message("Officer")
    DIRECTOR = "director", message("Director or board member")
    TRUSTEE = "trustee", message("Trustee")
    PARTNER = "partner", message("Partner")
    PROPRIETOR = "proprietor", message("Proprietor")
    EXECUTOR = "executor", message("Executor")
    ADVISER = "adviser", message("Adviser")


class TieRole(Choice):
    """In which role somebody is tied to a vendor, partner, donor or government."""

    EMPLOYEE = "employee", message("Employee")
    OWNER = "owner", message("Owner")
    BOARD = "board", message("Board member")
    AGENT = "agent", message("Agent")


class AgreementKind(Choice):
    """What is agreed with a past or future employer."""

    LEAVE_OF_ABSENCE = "leave-of-absence", message("Leave of absence")
    SEVERANCE = "severance", message("Severance pay")
    PENSION_PLAN = "pension-plan", message("Pension plan")
    RETURN_RIGHT = "return-right", message("Right to return")
    JOB_OFFER = "job-offer", message("Job offer or talks")
