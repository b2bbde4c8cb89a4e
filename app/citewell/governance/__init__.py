"""Pure rules over text: sentences, literals, what a draft may say, what is masked."""
