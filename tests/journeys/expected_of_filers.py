"""What the pages of filers, and those that anybody can open, must be in each state (expected.py)."""

from tests.journeys.expected import Expected, mended

HOME, HOUSEHOLD, QUESTIONS = "Your statement", "Your household and duties", "Eight questions"
ANSWERS, LISTED, TASKS, HOLDINGS = "/2020/questions", "/2020/last-year", "/2020/tasks", "/2020/holdings"
BEFORE, CHECK, ITEM = "What you listed last time", "Check your statement", "A document for one item"
SHARES, MESSAGES = "Shares, funds and businesses", "Messages about your %(year)s statement"
QUESTION, FILED = "/2020/messages/questions/*", "%(statement)s, as filed"
PUBLIC, PREVIEW = "Public disclosure of your %(year)s statement", "What everybody would see"
REGISTER, SUMMARY = "Public register of %(year)s", "Public summary of %(name)s, %(year)s"
NOTHING_HERE = "There is nothing here for you"
ANEW = (
    "Your duties have changed, so this year we ask about everything anew instead of showing what you listed "
    "last time."
)
CLOSED = (
    "Nothing is to be filed now. The next statements can be filed from %(start)s, and are due by %(due)s."
)

OF_FILERS = {
    "1 open": Expected(
        "/",
        "File your statement of interests",
        "Statements of %(year)s are due by %(day)s, unless your letter names another day.",
    ),
    "1 closed": Expected(
        "/",
        "File your statement of interests",
        CLOSED,
    ),
    "1 outage": Expected(ANSWERS, "The site is closed for a short time", status=503),
    "2 sign-in": Expected("/sign-in", "Sign in"),
    "2 bad address": mended("/sign-in", "Sign in"),
    "2 sent": Expected("/sign-in/sent", "Check your mail"),
    "2 link": Expected("/sign-in/link/*", "Sign in on this device"),
    "2 expired": Expected("/sign-in/link/*", "This link no longer works", status=410),
    "2 password": Expected("/sign-in/password", "Sign in with a password"),
    "2 forgotten": Expected("/sign-in/forgotten", "Choose a new password"),
    "2 code": Expected("/sign-in/code", "Enter a code"),
    "2 enrol": Expected("/review/sign-in/enrol", "Set up your second factor"),
    "2 passkey": Expected("/sign-in/passkey", "Sign in with a passkey"),
    "2 prove": Expected("/sign-in/prove", "Is it still you?"),
    "3 help": Expected("/help", "Help", "I have nothing to disclose. Must I file?"),
    "3 found": Expected("/help", "Help", "I cannot file in time"),
    "3 nothing found": Expected(
        "/help",
        "Help",
        "No answer has all of these words. Try fewer, or ask the programme office: it answers by e-mail.",
    ),
    "3 question refused": mended("/help", "Help"),
    "3 worksheet": Expected("/help/worksheet", "The questions on paper"),
    "4 no delegate": Expected("/account", "Your account", "Nobody but you prepares your statement."),
    "4 delegate": Expected("/account", "Your account", "Take back"),
    "4 bad address": mended("/account/delegates", "Your account"),
    "4 reviewer": Expected("/review/account", "Your account", "Save the shortcuts"),
    "4 sign-in": Expected("/account/sign-in", "How you sign in"),
    "4 new password": Expected("/account/sign-in/password", "Choose a password"),
    "4 password refused": mended("/account/sign-in/password", "Choose a password"),
    "4 app": Expected("/account/sign-in/app", "Set up an app for codes"),
    "4 passkey": Expected("/account/sign-in/passkeys", "Add a passkey"),
    "4 recovery codes": Expected("/account/sign-in/app", "Your recovery codes"),
    "5 nobody": Expected("/my-data", "My data", "Nobody but you has opened your statements."),
    "5 opened": Expected("/my-data", "My data", "Openings, newest first"),
    "5 none of these": Expected("/my-data", "My data", "Nobody opened them that way."),
    "5 drawn": Expected("/my-data", "My data", "Public record of the draw of %(year)s"),
    "6 start": Expected("/home", HOME, "Start"),
    "6 continue": Expected("/home", HOME, "Continue"),
    "6 filed": Expected("/home", HOME, "You need do nothing now."),
    "6 turn": Expected("/home", HOME, "Your turn"),
    "6 late": Expected(
        "/home", HOME, "It was due on %(day)s. You can still file it; please do so as soon as you can."
    ),
    "6 not asked": Expected(
        "/home",
        HOME,
        "You are not asked to file a statement now.",
    ),
    "6 prepares": Expected("/home", HOME, "Statements you prepare for others"),
    "6 conflict": Expected(ANSWERS, "Somebody changed this before you", status=409),
    "7 start": Expected("/2020/start", "Your %(year)s statement", "File it by the end of %(day)s."),
    "7 late": Expected(
        "/2020/start",
        "Your %(year)s statement",
        "It was due on %(day)s. You can still file it; please do so as soon as you can.",
    ),
    "8 household": Expected(
        "/2020/household", HOUSEHOLD, "Was this your household all the time from %(start)s to %(end)s?"
    ),
    "8 no family": Expected("/2020/household", HOUSEHOLD, "Nobody is listed."),
    "8 unanswered": mended("/2020/household", HOUSEHOLD),
    "8 person": Expected("/2020/household/new", "A person of your household"),
    "8 bad date": mended("/2020/household/new", "A person of your household"),
    "9 questions": Expected(ANSWERS, QUESTIONS),
    "9 missing": mended(ANSWERS, QUESTIONS),
    "10 cards": Expected(LISTED, BEFORE),
    "10 missing": mended(LISTED, BEFORE),
    "10 changed": Expected(LISTED, BEFORE, "Name of the company, partnership or trust"),
    "10 asked anew": Expected(
        ANSWERS,
        QUESTIONS,
        ANEW,
    ),
    "11 tasks": Expected(TASKS, "What there is to fill in", "Add an item"),
    "11 problem": Expected(TASKS, "What there is to fill in", "Something is missing"),
    "11 done": Expected(TASKS, "What there is to fill in", "Done"),
    "12 items": Expected(HOLDINGS, SHARES, "Add another"),
    "12 no items": Expected(HOLDINGS, SHARES, "No items yet."),
    "12 removed": Expected(HOLDINGS, SHARES, "The item is removed."),
    "12 twice": Expected(
        HOLDINGS, SHARES, "You have listed the same thing twice. Keep both if they are two."
    ),
    "12 not sure": Expected("/2020/gifts", "Gifts, honours and benefits"),
    "12 kinds": Expected("/2020/holdings/new", "What do you want to add?"),
    "12 import": Expected("/2020/holdings/import", "Add from a list of your bank or broker", "Show the list"),
    "12 import lines": Expected(
        "/2020/holdings/import", "Add from a list of your bank or broker", "Which lines do you want to add?"
    ),
    "13 blank": Expected("/2020/holdings/new", "Fund"),
    "13 mistakes": mended("/2020/debts/new", "Debt"),
    "13 filled": Expected("/2020/holdings/*", "Fund"),
    "14 check": Expected("/2020/check", CHECK, "Certify and file"),
    "14 gaps": Expected("/2020/check", CHECK, "When nothing is missing, you certify and file on this page."),
    "14 box missing": mended("/2020/check", CHECK),
    "14 moved on": mended(
        "/2020/check",
        CHECK,
        "Your statement was changed since you opened this page. Read it again below, then certify it.",
    ),
    "14 record": Expected("/2020/check", CHECK, "The office holds a record"),
    "14 delegate": Expected("/for/*/2020/check", CHECK),
    "15 receipt": Expected("/2020/receipt", "Filed"),
    "16 nothing": Expected("/2020/messages", MESSAGES, "Nothing to do."),
    "16 messages": Expected("/2020/messages", MESSAGES, "Your turn"),
    "16 question": Expected(QUESTION, "Answer the question", "Send your answer"),
    "16 file refused": mended(QUESTION, "Answer the question"),
    "16 advice": Expected("/2020/messages/advice/*", "", "Send your answer"),
    "16 no reason": mended("/2020/messages/advice/*", "", "Send your answer"),
    "16 proof": Expected("/2020/messages/advice/*/proof", "How you followed our advice"),
    "16 over": Expected(QUESTION, "Answer the question", "There is nothing to answer here any more."),
    "17 documents": Expected("/2020/verify", "Documents for your %(year)s statement"),
    "17 document": Expected("/2020/verify/*", ITEM, "To send"),
    "17 nothing sent": mended("/2020/verify/*", ITEM, "Choose whether you can send the document"),
    "17 file refused": mended("/2020/verify/*", ITEM, "“%(name)s” was not kept. %(why)s"),
    "17 kept": Expected("/2020/verify/*", ITEM, "Files we kept, not sent yet"),
    "17 sent": Expected("/2020/verify/*", ITEM, "With a reviewer"),
    "17 cannot obtain": Expected("/2020/verify/*", ITEM, "With a reviewer"),
    "17 refused": Expected("/2020/verify/*", ITEM, "Please send another"),
    "17 accepted": Expected("/2020/verify/*", ITEM, "No document needed"),
    "17 not drawn": Expected("/2020/verify", NOTHING_HERE, status=404),
    "18 statement": Expected(
        "/2020/statement",
        FILED,
        "Amend",
    ),
    "18 version": Expected("/2020/statement", FILED, "Version %(number)s"),
    "18 amending": Expected("/2020/statement", FILED, "Continue to amend"),
    "18 earlier year": Expected("/2019/statement", FILED),
    "18 not filed": Expected("/2020/start", "Your %(year)s statement", "File it by the end of %(day)s."),
    "19 choices": Expected("/2020/public", PUBLIC, "You have not decided yet. What do you choose?"),
    "19 preview": Expected("/2020/public/summary", PREVIEW),
    "19 no consent": mended("/2020/public/summary", PREVIEW),
    "19 published": Expected("/2020/public", PUBLIC, "Your summary is published since %(day)s."),
    "19 withdraw": Expected("/2020/public/withdraw", "Withdraw your public summary"),
    "19 withdrawn": Expected("/2020/public", PUBLIC, "Publish a summary again"),
    "19 not eligible": Expected("/2020/public", NOTHING_HERE, status=404),
    "19 blocked": Expected(
        "/2020/public", PUBLIC, "A summary can be published when the review of your statement is finished."
    ),
    "35 years": Expected("/public-register", "Public register"),
    "35 nobody": Expected("/public-register/UN/2020", REGISTER, "None published yet"),
    "35 year": Expected("/public-register/UN/2020", REGISTER, "Summaries, by name"),
    "35 none of these": Expected("/public-register/UN/2020", REGISTER, "Nobody is in this list."),
    "35 summary": Expected("/public-register/UN/2020/*", SUMMARY, "Nothing to disclose"),
    "35 withdrawn": Expected(
        "/public-register/UN/2020/*",
        SUMMARY,
        "This summary was withdrawn on %(day)s. Kind of reason: %(reason)s.",
    ),
}
