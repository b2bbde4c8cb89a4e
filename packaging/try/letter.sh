#!/bin/sh
# A mail as a customer sends it, with a file that Citewell reads and one of a kind that it does not: letter.sh FILE.
set -e
boundary=part-of-the-mail
cat <<MAIL
From: Jana Brandt <jana@example.org>
To: support@example.com
Subject: What is on your price list
Date: Mon, 16 Nov 2026 09:12:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="$boundary"

--$boundary
Content-Type: text/plain; charset=utf-8

Hello, I attach your price list. What does the assembly of a Holm 9 with floor cost in EUR?

--$boundary
Content-Type: application/octet-stream; name="plan.drawing"
Content-Disposition: attachment; filename="plan.drawing"

lines

--$boundary
Content-Type: application/pdf; name="$(basename "$1")"
Content-Disposition: attachment; filename="$(basename "$1")"
Content-Transfer-Encoding: base64

$(base64 "$1")
--$boundary--
MAIL
