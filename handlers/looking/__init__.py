"""What is looked up by command or button: views, charts, the record of a meeting.

What a view shows is of `index/views`.
Face: `view_chat.show`, `chart_chat.show_chart`, `meeting_chat.meeting`.
"""
