"""Prepared questions and documents to measure the search with: invented, judged by the same hand that wrote them."""
