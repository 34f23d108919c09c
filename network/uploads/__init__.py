"""Files from people: what may come in, judged by content, and pictures without what cameras write into them."""
