"""What admins do with documents: send one, fill in what it lacks, preview, publish, change, go back.

How another generation comes to answer is of `index/publishing`.
Face: `upload.received`, `manage.manage`, `change.propose`.
"""
