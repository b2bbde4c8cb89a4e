"""Sources of documentation sites (Docusaurus, MkDocs, Hugo, Jekyll, GitBook): Markdown mixed with code of the site."""
