"""What a person asks: questions with their answers and buttons, views, charts, the record of a meeting.

What the answer or a view is, is of `index`; how it looks of `rendering`.
Face: `ask.ask`, `conversation.consult` and `recalled`, `view_chat.show`, `view_chat.show_chart`,
`meeting_chat.meeting`.
"""
