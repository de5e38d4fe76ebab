"""Words for what is kept about somebody, by table: what it is, why it is kept, until when."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "own_access_grant": _("What you may do here"),
    "own_bodies_codenamewish": _("The code name that you asked for"),
    "own_bodies_conflict": _("Conflicts of interest that you declared"),
    "own_bodies_seat": _("Seats in bodies that you hold or held"),
    "own_bodies_seatproposal": _("Changes of your seats that others proposed"),
    "own_cases_ballot": _("In which cases you have voted"),
    "own_cases_caseseat": _("Cases in which you have a part as a member"),
    "own_codes_abouttext": _(
        "Titles and summaries of codes that you translated, or whose translation you approved"
    ),
    "own_codes_advice": _("Opinions on drafts of codes that you gave"),
    "own_codes_advicerequest": _("Opinions on drafts of codes that you asked for"),
    "own_codes_glossaryterm": _("Terms that you translated for a glossary, or approved"),
    "own_codes_kepttranslations": _("Changes of a code that you said leave its translations right"),
    "own_codes_provisiontext": _(
        "Provisions that you translated, or whose translation you approved"
    ),
    "own_codes_reviewer": _("Words of codes that you judged, or took on to judge"),
    "own_codes_talk": _("What you said about provisions of codes"),
    "own_codes_translationstep": _("What you did with translations"),
    "own_consultation_attribute": _("What you said about yourself in consultations"),
    "own_consultation_contribution": _("What you said in consultations, or wrote down for others"),
    "own_consultation_contributiontranslation": _("What you translated in consultations"),
    "own_consultation_panelentry": _("Panels for which you put yourself forward"),
    "own_consultation_participant": _("Consultations in which you take part"),
    "own_consultation_setaside": _("Decisions to show results also without you"),
    "own_mfa_authenticator": _("Your second steps for signing in"),
    "own_people_account": _("Accounts on other sites that you linked"),
    "own_people_accountname": _("Names that your linked accounts have or had"),
    "own_people_apitoken": _("Tokens for your programs"),
    "own_people_noticeaddress": _("The address to which notices go"),
    "own_people_person": _("Who you are here"),
    "own_people_session": _("Where you are signed in"),
    "own_record_line": _("Lines of the record about you, or about what you did"),
    "own_signup_signature": _("Codes that you have signed"),
    "own_vault_certificate": _("For which seats your keys are certified"),
    "own_vault_handlerkey": _("Your keys, as others know them"),
    "own_vault_slot": _("The ways in which your keys can be unlocked"),
    "own_vault_wrap": _("Sealed rooms that your keys open"),
    "why_access_grant": _("Your seats give you these rights. They end with your seats."),
    "why_bodies_codenamewish": _(
        "So that somebody can confirm it. Kept until that is done, or you are forgotten."
    ),
    "why_bodies_conflict": _(
        "So that you are not asked to decide about people and places you are close to. An account "
        "is kept as a fingerprint that cannot be read back. Kept until you are forgotten."
    ),
    "why_bodies_seat": _(
        "Who decided when is public history. Kept for good; when you are forgotten, your name goes "
        "and the seat stays."
    ),
    "why_bodies_seatproposal": _(
        "So that several people decide who sits where. Who proposed it is theirs, and is not told "
        "here. Kept until you are forgotten."
    ),
    "why_cases_ballot": _(
        "So that nobody votes twice. What you voted is sealed in the case. Kept as long as the "
        "case."
    ),
    "why_cases_caseseat": _(
        "So that a case finds its members. Your name is kept there as a fingerprint that cannot be "
        "read back. Kept as long as the case."
    ),
    "why_codes_abouttext": _(
        "So that nobody approves their own translation. When you are forgotten, the words stay and "
        "are nobody's."
    ),
    "why_codes_advice": _(
        "It was given in public, and a community may rely on it. When you are forgotten, it stays "
        "and is nobody's."
    ),
    "why_codes_advicerequest": _(
        "It was asked in public, and others answered. When you are forgotten, it stays and is "
        "nobody's."
    ),
    "why_codes_glossaryterm": _(
        "So that a term is said the same everywhere. When you are forgotten, the term stays and is "
        "nobody's."
    ),
    "why_codes_kepttranslations": _(
        "So that everybody can see who decided this, and why. When you are forgotten, the decision "
        "stays and is nobody's."
    ),
    "why_codes_provisiontext": _(
        "So that nobody approves their own translation. When you are forgotten, the words stay and "
        "are nobody's."
    ),
    "why_codes_reviewer": _(
        "So that nobody judges their own words, and everybody can read why words were judged so. "
        "When you are forgotten, your verdict and its reason stay and are nobody's."
    ),
    "why_codes_talk": _(
        "It was said for everybody, and others answered. You can take it back. When you are "
        "forgotten, what you left there stays and is nobody's."
    ),
    "why_codes_translationstep": _(
        "So that everybody can see how a translation came about. When you are forgotten, the steps "
        "stay and are nobody's."
    ),
    "why_consultation_attribute": _(
        "So that it shows whose voices are missing, and what opinion would look like if every "
        "group had taken part by its size. It is counted in groups only. Kept until you delete it "
        "or are forgotten."
    ),
    "why_consultation_contribution": _(
        "So that your words are read and answered. You can withdraw them; without your account "
        "nothing shows that they were yours."
    ),
    "why_consultation_contributiontranslation": _(
        "So that people who read another language understand what was said."
    ),
    "why_consultation_panelentry": _(
        "So that a panel can be drawn by lot, and everybody can check how. Your ticket stands in a "
        "public file without your name. When you are forgotten, nothing shows that it was yours."
    ),
    "why_consultation_participant": _(
        "So that you can change and withdraw what you said, and get an answer."
    ),
    "why_consultation_setaside": _(
        "So that everybody can check a decision to show results also without what you said."
    ),
    "why_mfa_authenticator": _(
        "So that your password alone opens nothing. The secret itself is sealed and is not handed "
        "out. Kept until you turn the step off or are forgotten."
    ),
    "why_people_account": _(
        "So that a wiki can learn that you signed, and so that you can sign in with it. Kept until "
        "you unlink it or are forgotten."
    ),
    "why_people_accountname": _(
        "So that an account is found by the name that people remember. Kept as long as the account "
        "is linked."
    ),
    "why_people_apitoken": _(
        "So that your programs can act for you. A token itself is kept as a fingerprint that "
        "cannot be read back. Kept until its last day, or until you revoke it or are forgotten."
    ),
    "why_people_noticeaddress": _(
        "Only the sender of notices reads it. Kept encrypted until you change it or are forgotten."
    ),
    "why_people_person": _(
        "So that you can sign in, and pages speak your language. Others see your name where you "
        "sign or serve. Kept until you are forgotten."
    ),
    "why_people_session": _(
        "So that you stay signed in, and can sign out elsewhere. Only the day is told. Kept until "
        "you sign out, for a few days at most."
    ),
    "why_record_line": _(
        "The record shows that nothing was changed in secret, so no line is ever deleted. When you "
        "are forgotten, what the lines hide about you can never be read again."
    ),
    "why_signup_signature": _(
        "So that systems that ask learn that you accepted the code. When you are forgotten, the "
        "signature still counts in the total, but it is nobody's."
    ),
    "why_vault_certificate": _(
        "The word of this service that a key is yours. Kept so that what you signed can be checked."
    ),
    "why_vault_handlerkey": _(
        "The public half of your keys, with which others seal what you may read. It stays, so that "
        "what you signed can be checked; without your name once you are forgotten."
    ),
    "why_vault_slot": _(
        "Your passphrase and your recovery code each unlock your keys; neither is kept. Kept until "
        "you give the keys up or are forgotten."
    ),
    "why_vault_wrap": _(
        "Each opens one room for you and for nobody else. Kept as long as the case is open."
    ),
}
