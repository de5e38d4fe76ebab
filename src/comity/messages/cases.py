"""Words of ``cases``, by code."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.messages.words import Words

MESSAGES: Words = {
    "case:accepted": _("The case was accepted, and members were asked to sit."),
    "case:allegation_stated": _("A member stated an allegation."),
    "case:answered": _("The respondent answered."),
    "case:appeal_decided": _(
        "The appeal was decided by other people, and the reasons were served."
    ),
    "case:appealed": _("A party appealed."),
    "case:closed": _("The case was closed."),
    "case:conflicts_declared": _("A member declared their conflicts."),
    "case:decided": _("The case was decided, and the reasons were served."),
    "case:decline_proposed": _("Somebody proposed to decline the case."),
    "case:declined": _("The case was declined by two people."),
    "case:evidence_added": _("A member added evidence."),
    "case:findings_concluded": _("The panel settled its findings."),
    "case:hearing_closed": _("The hearing was closed and the panel began to deliberate."),
    "case:inquiry_opened": _("The panel was complete and began its inquiry."),
    "case:late": _("A deadline of the case passed."),
    "case:measure_proposed": _("A member proposed a measure."),
    "case:member_recused": _("A member stood aside."),
    "case:message_sent": _("A message was put into a room of the case."),
    "case:notice_delivered": _(
        "The notice to the respondent was delivered, and the proof was kept."
    ),
    "case:notice_stuck": _("The notice to the respondent could not be delivered yet."),
    "case:opened": _("A case was opened for a report."),
    "case:outcome_proposed": _("A member proposed how the appeal should end."),
    "case:proof_mail_asked": _("Somebody asked for a code by e-mail to prove their account."),
    "case:receipt_released": _("The respondent proved their account and got their receipt."),
    "case:resumed": _("The body took a withdrawn case up by itself."),
    "case:review_asked": _("The reporter asked for a second look at a declined case."),
    "case:served": _("The particulars were served on the respondent."),
    "case:taken": _("Somebody took the case to read it."),
    "case:time_extended": _("The time to answer was extended."),
    "case:vote_cast": _("A member voted on a question."),
    "case:window_ended": _("The time to appeal passed."),
    "case:withdrawn": _("Every reporter withdrew, and the case was put aside."),
    "case_already_answered": _("The respondent has answered already."),
    "case_already_delivered": _("The proof of delivery is kept already."),
    "case_already_extended": _("The time to answer was extended before. That is possible once."),
    "case_already_reviewed": _("This was looked at a second time already."),
    "case_already_voted": _("You have voted on this already."),
    "case_another_respondent": _(
        "This case is about somebody else. Another person's conduct is another case."
    ),
    "case_appeal_undecided": _("The appeal panel has not agreed on an outcome yet."),
    "case_appeal_varies_upwards": _(
        "An appeal makes nothing stricter than %(level)s. Send the case back instead."
    ),
    "case_beyond_mandate": _(
        "This body may impose at most %(most)s. A graver matter belongs to the next body up."
    ),
    "case_choice_abstain": _("I take no side"),
    "case_choice_against": pgettext_lazy("a vote", "Against"),
    "case_choice_for": pgettext_lazy("a vote", "For"),
    "case_code_differs": _("This is not the code that was sent. Compare the two."),
    "case_conflict_acted_before": _("I acted in this matter before."),
    "case_conflict_close_tie": _("I am close to one of them, or we work together."),
    "case_conflict_harmed": _("I was harmed by what happened."),
    "case_conflict_other_interest": _("I have something to gain or lose."),
    "case_conflict_party": _("I am one of the people this is about."),
    "case_conflict_same_large_employer": _("I have the same large employer as one of them."),
    "case_conflict_same_small_team": _("I am in the same small team as one of them."),
    "case_conflict_spoke_in_public": _("I have spoken about this in public."),
    "case_conflict_witness": _("I witnessed what is in dispute."),
    "case_decline_already_proposed": _(
        "Somebody has proposed to decline this case already. Another member has to confirm it."
    ),
    "case_decline_needs_another": _("Declining takes two members who had no part in it before."),
    "case_departure_needs_reason": _(
        "The guideline gives %(floor)s to %(ceiling)s here. Write why this measure is outside it."
    ),
    "case_ground_competence": _("The body was not the one to decide."),
    "case_ground_conflict": _("Somebody decided who had a conflict."),
    "case_ground_hearing": _("I was not heard fairly, or evidence was judged wrongly."),
    "case_ground_new_facts": _("There are facts that were not known."),
    "case_ground_procedure": _("The procedure was not kept."),
    "case_ground_proportion": _("The measure is out of proportion."),
    "case_intent_careless": _("Careless"),
    "case_intent_knowing": _("Knowing"),
    "case_intent_targeted": _("Targeted, organised, or by abuse of a position"),
    "case_intent_unaware": _("Not aware of it"),
    "case_move_accept": _("Accept the case"),
    "case_move_add_evidence": _("Add evidence"),
    "case_move_answer": pgettext_lazy("verb", "Answer"),
    "case_move_appeal": pgettext_lazy("verb", "Appeal"),
    "case_move_ask_review": _("Ask for a second look"),
    "case_move_close": pgettext_lazy("verb", "Close"),
    "case_move_close_hearing": _("Close the hearing"),
    "case_move_conclude_findings": _("Settle the findings"),
    "case_move_decide": _("Decide and serve the reasons"),
    "case_move_decide_appeal": _("Decide the appeal"),
    "case_move_declare": _("Declare your conflicts"),
    "case_move_decline": _("Confirm declining"),
    "case_move_end_window": _("End the time to appeal"),
    "case_move_extend": _("Extend the time to answer"),
    "case_move_not_possible": _("This cannot be done where the case stands now."),
    "case_move_not_yours": _("Somebody else has to do this."),
    "case_move_open_inquiry": _("Begin the inquiry"),
    "case_move_propose_decline": _("Propose to decline"),
    "case_move_propose_measure": _("Propose a measure"),
    "case_move_propose_outcome": _("Propose an outcome"),
    "case_move_record_delivery": _("Keep the proof of delivery"),
    "case_move_recuse": _("Stand aside"),
    "case_move_resume": _("Take the case up by ourselves"),
    "case_move_serve": _("Serve the particulars"),
    "case_move_state_allegation": _("State an allegation"),
    "case_move_take": _("Take this case"),
    "case_move_vote": pgettext_lazy("verb", "Vote"),
    "case_move_withdraw": _("Withdraw"),
    "case_next_closed": _("Nothing follows."),
    "case_next_decided": _("Both sides can appeal until the deadline. Other people would decide."),
    "case_next_declined": _(
        "The reporter can ask for a second look until the deadline. Then the case is closed."
    ),
    "case_next_deliberation": _("The panel votes on each allegation."),
    "case_next_hearing": _(
        "The respondent reads what is alleged and can answer until the deadline. Silence is "
        "no admission."
    ),
    "case_next_in_force": _("The measures run until their last day."),
    "case_next_inquiry": _(
        "The panel gathers what is known and states what exactly is alleged. Then the "
        "respondent is told."
    ),
    "case_next_measures": _("The panel weighs what should follow, votes and writes its reasons."),
    "case_next_received": _(
        "A member of the body reads the report and says whether it belongs here."
    ),
    "case_next_seating": _(
        "The members who were asked declare their conflicts. When enough of them sit, the "
        "inquiry begins."
    ),
    "case_next_triage": _(
        "A member decides whether the body takes the case. Declining it takes two members."
    ),
    "case_next_under_appeal": _(
        "People who had no part in the first decision look at the whole case."
    ),
    "case_next_withdrawn": _(
        "The body can take the case up by itself until the deadline. Then it is closed."
    ),
    "case_no_allegation": _("Nothing is alleged yet. State an allegation first."),
    "case_no_appeal_body": _(
        "No other body could hear an appeal here, so nothing can be decided. The people who "
        "run this movement have to set one up."
    ),
    "case_no_measure_carried": _(
        "No measure has been carried. Propose one and vote; no action is one of them."
    ),
    "case_no_message_waiting": _("There is no message for this account."),
    "case_nobody_left": _(
        "Too few people of this body have had no part in the case, so it cannot be sent back."
    ),
    "case_not_heard": _("The respondent has not answered, and the time to answer has not passed."),
    "case_nothing_found": _(
        "No finding says that a provision was violated, so no measure can follow."
    ),
    "case_nothing_in_force": _("No measure runs."),
    "case_outcome_overturn": _("Overturn the decision"),
    "case_outcome_remand": _("Send the case back to people who have not decided it"),
    "case_outcome_uphold": _("Uphold the decision"),
    "case_outcome_vary": _("Change the measure to a milder one"),
    "case_panel_incomplete": _(
        "Too few members sit who may vote. More of them have to declare their conflicts first."
    ),
    "case_proof_expired": _("This code is no longer good. Ask for a new one."),
    "case_proof_not_found": _(
        "The wiki shows no edit by this account with the code in its summary yet."
    ),
    "case_proof_subject": _("Your code"),
    "case_proof_summary": _("Showing that this account is mine: %(proof)s"),
    "case_proof_text": _(
        "Somebody, probably you, wants to read a message on %(movement)s as this account. The"
        " code is %(proof)s. It is good for half an hour. If it was not you, do nothing."
    ),
    "case_reports_not_withdrawn": _("A report of this case still stands, so it goes on."),
    "case_result_carried": _("Carried"),
    "case_result_lost": _("Not carried"),
    "case_result_open": _("Votes are missing"),
    "case_said_accepted": _(
        "The body takes the case. Its members now say whether they have a conflict."
    ),
    "case_said_appeal_decided": _("The appeal is decided. The reasons follow."),
    "case_said_appealed": _(
        "There is an appeal. Other people now look at the whole case, until %(day)s at the latest."
    ),
    "case_said_closed": _("The case is closed."),
    "case_said_decided": _("The case is decided. The reasons follow."),
    "case_said_declined": _(
        "Two members decided that the body does not take this case. You can ask for a second "
        "look until %(day)s."
    ),
    "case_said_extended": _("The respondent has more time to answer, until %(day)s."),
    "case_said_hearing_closed": _("The hearing is closed. The panel now decides."),
    "case_said_served": _("The panel has told the respondent what is alleged. They can answer."),
    "case_said_taken": _("Somebody of the body has read your report."),
    "case_said_withdrawn": _("The case was put aside because every reporter withdrew."),
    "case_seat_alternate": _("Could be asked to sit"),
    "case_seat_excluded": _("Stands aside"),
    "case_seat_invited": _("Asked to sit"),
    "case_seat_recused_hard": _("Stands aside"),
    "case_seat_recused_soft": _("Speaks but does not vote"),
    "case_seat_seated": _("Seated"),
    "case_something_found": _("A finding says that a provision was violated."),
    "case_state_closed": _("Closed"),
    "case_state_decided": _("Decided"),
    "case_state_declined": _("Declined"),
    "case_state_deliberation": _("Deliberation"),
    "case_state_hearing": _("Hearing"),
    "case_state_in_force": _("In force"),
    "case_state_inquiry": _("Inquiry"),
    "case_state_measures": _("Measures being weighed"),
    "case_state_received": _("Received"),
    "case_state_seating": _("Panel being formed"),
    "case_state_triage": _("Being read"),
    "case_state_under_appeal": _("Under appeal"),
    "case_state_withdrawn": _("Withdrawn"),
    "case_still_in_force": _("A measure still runs."),
    "case_unknown_account": _("There is no such account."),
    "case_unknown_choice": _("Choose one of these: %(choices)s."),
    "case_unknown_provision": _(
        "The code has no provision with this number. Choose one of the list."
    ),
    "case_unknown_question": _("There is no such question before the panel now."),
    "case_votes_missing": _("There is a question on which votes are still missing."),
    "case_who_appeal_member": _("The appeal panel"),
    "case_who_clock": _("Nobody: it happens by itself"),
    "case_who_handler": _("A member of the body"),
    "case_who_invited": _("The members who were asked to sit"),
    "case_who_invited_to_appeal": _("The members who were asked to hear the appeal"),
    "case_who_member": _("The panel"),
    "case_who_reporter": _("The reporter"),
    "case_who_respondent": _("The respondent"),
    "case_wiki_subject": _("A message for you"),
    "case_wiki_text": _(
        "Somebody left you a message on %(movement)s. To read it, open %(address)s and show "
        "that this account is yours."
    ),
    "case_window_closed": _("The time for this has passed."),
    "case_window_still_open": _("The time for this has not passed yet."),
    "reasons_alleged": _("It was alleged: %(what)s Where: %(where)s. When: %(when)s."),
    "reasons_appeal": _(
        "You can appeal until %(day)s at %(address)s with your receipt. %(body)s would "
        "decide, and nobody who decided this."
    ),
    "reasons_appeal_opening": _("%(body)s decided the appeal on %(day)s."),
    "reasons_appeal_overturn": _(
        "The decision is overturned. The measure ends, and it counts for nothing later."
    ),
    "reasons_appeal_remand": _(
        "The decision is set aside. People who have not decided this case hear it again."
    ),
    "reasons_appeal_uphold": _("The decision stands."),
    "reasons_appeal_vary": _("The finding stands. The measure is changed."),
    "reasons_departure": _("Why the guideline was left: %(reason)s"),
    "reasons_facts": _("The panel found this: %(what)s Where: %(where)s. When: %(when)s."),
    "reasons_final": _("This is the last word in this case, unless it was sent back."),
    "reasons_grounds": _(
        "An appeal says why: the body was not the one to decide, somebody had a conflict, the"
        " hearing was not fair, the procedure was not kept, the measure is out of proportion,"
        " or there are new facts."
    ),
    "reasons_guideline": _(
        "By the guideline this is severity %(severity)s with history %(history)s. For that it"
        " gives %(floor)s to %(ceiling)s."
    ),
    "reasons_heard": _(
        "The respondent was told what was alleged and answered. The panel read the answer "
        "before it decided."
    ),
    "reasons_measure": _(
        "Measure %(level)s: %(name)s. It has no last day of its own and is looked at again "
        "from time to time."
    ),
    "reasons_measure_until": _("Measure %(level)s: %(name)s. Its last day is %(day)s."),
    "reasons_namespace": _("the namespace number %(number)s"),
    "reasons_no_measure": _("No measure follows. Nothing of this counts later."),
    "reasons_not_reached": _(
        "The respondent could not be reached in time, although it was tried. This is no admission."
    ),
    "reasons_not_violated": _("The panel did not find that this violated provision %(provision)s."),
    "reasons_note": _("What is asked as well: %(note)s"),
    "reasons_opening": _("%(body)s decided this case on %(day)s."),
    "reasons_page": _("the page %(title)s"),
    "reasons_provision": _(
        "Provision %(provision)s of %(title)s, version %(version)s, says: %(text)s"
    ),
    "reasons_scope": _("It covers only: %(scope)s."),
    "reasons_silent": _(
        "The respondent was told what was alleged and did not answer in time. Silence is no "
        "admission."
    ),
    "reasons_violated": _("This violated provision %(provision)s."),
    "reasons_why": _("Why: %(reason)s"),
}
