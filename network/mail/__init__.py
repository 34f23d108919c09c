"""The one outbox, and the links its mails carry."""
