"""What the pages of reviewers and of the office must be in each state (expected.py)."""

from tests.journeys.expected import Expected, mended

EMPTY, CASE, ADVISE = "Clear empty statements together", "Statement of %(name)s", "Propose advice"
WAITING, LISTS = "Advice that waits for approval", "/review/lists"
PEOPLE, REFERRALS = "/compliance/cycle/2020/people", "/compliance/cycle/2020/referrals"
ROSTER, RULES = "/compliance/cycle/2020/designate/roster", "/compliance/admin/2020/rules"
REPORT = "/compliance/report/2019"
LADDER = "/compliance/cycle/2020/reminders"
OIOS = "/compliance/entity/OIOS"
NOTHING_HERE = "There is nothing here for you"

OF_THE_OFFICE = {
    "25 eligible": Expected("/review/batch", EMPTY, "Statements of %(year)d that can be cleared"),
    "25 batch": Expected("/review/batch/*", "A batch of empty statements"),
    "25 sample": Expected("/review/batch/*/*", CASE),
    "25 confirm": Expected("/review/batch/*/clear", "Clear %(num)d statements", "The filer amended it."),
    "25 cleared": Expected("/review/batch/*", "The batch is cleared"),
    "25 none": Expected("/review/batch", EMPTY, "No statement can be cleared in a batch."),
    "20 my turn": Expected("/review/", "My turn", "Start the next case"),
    "20 all clear": Expected("/review/", says="All clear."),
    "20 unclaimed": Expected("/review/", "Unclaimed", "The review team"),
    "20 none fits": Expected("/review/", "Unclaimed", "No case fits."),
    "20 found": Expected("/review/", "All cases", "Skip"),
    "20 keep a list": Expected(LISTS, "Keep a list of your own"),
    "20 no name": mended(LISTS, "Keep a list of your own"),
    "20 assign": Expected("/review/assign", "Assign %(num)d case"),
    "20 put aside": Expected("/review/put-aside", "Put %(num)d case aside"),
    "20 wrong day": mended("/review/put-aside", "Put %(num)d case aside"),
    "20 matched later": Expected("/review/", "Closed, matched later", "Closed"),
    "20 skip": Expected("/review/*/skip", "Skip this case"),
    "20 claim": Expected("/review/*/claim", "Claim this case"),
    "21 case": Expected(
        "/review/*", CASE, "Compared with %(year)d: %(same)s, %(changed)s, %(ended)s, %(new)s."
    ),
    "21 emergencies": Expected("/review/emergencies", "Cases that somebody asks to read"),
    "21 emergency": Expected("/review/*/emergency", "Ask to read this case"),
    "21 first filing": Expected(
        "/review/*", CASE, "This is the first statement, so there is nothing to compare it with."
    ),
    "21 cover": Expected("/review/*/cover", "Who has this case"),
    "21 put aside": Expected("/review/*", CASE, "Put aside until %(day)s"),
    "21 take up": Expected("/review/*/take-up", "Take this case up again"),
    "21 take over": Expected("/review/*/take-over", "Take this case over"),
    "21 story": Expected("/review/*/story/seat", "The story of an item"),
    "21 decide": Expected("/review/*/decide", "What do you decide?"),
    "21 note": Expected("/review/*/note", "Write a private note"),
    "21 later match": Expected("/review/*/later-match", "A match after the case was closed"),
    "21 tied": Expected("/review/approvals/*", "This case is not yours to decide", status=403),
    "22 advise": Expected("/review/*/advice", ADVISE),
    "22 missing": mended("/review/*/advice", ADVISE),
    "22 moved on": mended("/review/*/advice", ADVISE, status=409),
    "22 gone": Expected("/review/*/question", NOTHING_HERE, "Nothing was sent.", status=404),
    "22 ask": Expected("/review/*/question", "Ask the filer a question"),
    "22 no conflict": Expected("/review/*/close", "Close the review"),
    "22 escalate": Expected("/review/*/escalate", "Put the case before the ethics office"),
    "23 waiting": Expected("/review/approvals", WAITING, "Read and decide"),
    "23 advice": Expected("/review/approvals/*", "Approve this advice?"),
    "23 none": Expected("/review/approvals", WAITING, "No advice waits for approval."),
    "26 season": Expected(
        "/compliance/cycle/2020", "Cycle of %(year)s", "Share that had filed, by day of the season"
    ),
    "26 nothing": Expected("/compliance/cycle/2020", "Cycle of %(year)s", "Before it opens"),
    "27 people": Expected(
        PEOPLE, "People of the cycle of %(year)s", "Give the people of this list more time"
    ),
    "27 nobody": Expected(PEOPLE, "People of the cycle of %(year)s", "Nobody is in this list."),
    "27 remind": Expected(
        PEOPLE + "/remind",
        "Remind the people of this list",
        "Whoever files before you choose the button gets nothing. Each letter is written once.",
    ),
    "27 nobody to remind": Expected(
        PEOPLE + "/remind", "Remind the people of this list", "Nobody of this list is to be reminded now."
    ),
    "27 more time": Expected(PEOPLE + "/extend", "Give the people of this list more time"),
    "27 keep a list": Expected(PEOPLE + "/lists", "Keep a list of your own"),
    "27 lists": Expected("/compliance/cycle/2020/not-filed", "Who has not filed in %(year)s"),
    "28 person": Expected(PEOPLE + "/*", "", "What is owed"),
    "28 no reason": mended(PEOPLE + "/*/extend", "Give more time"),
    "28 note": Expected(PEOPLE + "/*/note", "Note a call"),
    "29 designation": Expected("/compliance/cycle/2020/designate", "Who must file in %(year)s"),
    "29 roster": Expected(ROSTER, "Take a roster over"),
    "29 row errors": mended(ROSTER, "Take a roster over", "Download what is wrong (CSV)"),
    "29 columns": Expected(ROSTER, "Which column is which?"),
    "29 difference": Expected(ROSTER, "What this roster changes"),
    "29 entity list": Expected("/compliance/entity/DPO/designations", "Who must file in %(year)s"),
    "29 nominate": Expected("/compliance/entity/DPO/designations/nominate", "Nominate somebody for %(year)s"),
    "30 reminders": Expected(LADDER, "Reminders of the cycle of %(year)s"),
    "30 pause": Expected(LADDER + "/pause", "Pause the ladder"),
    "30 no reason": mended(LADDER + "/pause", "Pause the ladder"),
    "30 paused": Expected(LADDER, "Reminders of the cycle of %(year)s", "Resume the ladder"),
    "31 referrals": Expected(REFERRALS, "Referrals of the cycle of %(year)s", "Next step"),
    "31 none": Expected(REFERRALS, "Referrals of the cycle of %(year)s", "Nobody can be referred now."),
    "31 referral": Expected(REFERRALS + "/*", "Referral of %(entity)s", "Prepared, not sent"),
    "31 dropped": Expected(REFERRALS + "/*", "Referral of %(entity)s", "No longer in this referral"),
    "31 remove": Expected(REFERRALS + "/*/remove/*", "Take %(name)s off the referral"),
    "32 entity": Expected(OIOS, "", "Record what you did"),
    "32 letter": Expected(OIOS + "/referrals/*", "Referral of %(entity)s"),
    "32 action": Expected(OIOS + "/referrals/*/action", "Record what you did"),
    "32 no action": mended(OIOS + "/referrals/*/action", "Record what you did"),
    "32 acted": Expected(OIOS, "", "Your action is recorded. Thank you."),
    "32 return": Expected(OIOS + "/referrals/*/return/*", "Return %(name)s to the programme office"),
    "33 report": Expected(REPORT, "Report on %(year)s", "Freeze the report"),
    "33 frozen": Expected(REPORT, "Report on %(year)s", "Freeze the numbers again"),
    "33 draw": Expected("/compliance/cycle/2020/draw", "Draw of the cycle of %(year)s", "Begin the draw"),
    "33 draw to commit": Expected("/compliance/cycle/2020/draw/commit", "Begin the draw"),
    "34 settings": Expected("/compliance/admin", "Settings"),
    "34 role": Expected("/compliance/admin/roles", "Give somebody a role"),
    "34 rules": Expected(RULES, "Try other rules out", "Show what would change"),
    "34 rules tried": Expected(RULES, "Try other rules out", "What changes"),
    "34 rules refused": mended(RULES, "Try other rules out"),
    "24 report": Expected("/review/reports", "Your work"),
    "24 all reports": Expected("/review/reports", "The work of the review team"),
    "24 no period": Expected(
        "/review/reports", "Your work", "Write both days like 2020-03-31. Below is this year so far."
    ),
    "24 wording": Expected("/review/snippets", "Approved wording", "Missing language"),
    "24 propose": Expected("/review/snippets/new", "Propose new wording"),
    "24 refused": mended("/review/snippets/new", "Propose new wording"),
    "24 own proposal": Expected("/review/snippets/*", "", "You proposed this, so somebody else approves it."),
    "24 missing language": Expected("/review/snippets", "Approved wording", "Waiting for approval"),
    "24 to approve": Expected("/review/snippets/*", "", "Approve this wording"),
    "24 in force": Expected("/review/snippets/*", "", "Propose a newer version"),
    "24 starter set": Expected("/review/snippets", "Approved wording", "There is no wording yet."),
    "24 interests": Expected("/review/account/interests", "My interests"),
}
