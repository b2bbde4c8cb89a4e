"""What customers write around a question. Nothing here asks for anything or states a rule.

Each fifth phrase of a list belongs to the held-out pool (``tickets.pick``).
"""

GREETINGS = [
    "Hi", "Hello", "Hey", "Good morning", "Dear team", "Hi there", "Hello there", "Hey guys", "Dear Sir or Madam",
    "Good afternoon", "Hi team", "Hallo", "Hi support", "Dear support team", "Greetings", "Morning", "hi all",
    "Good evening", "Hello everyone", "To whom it may concern", "Hola", "Bonjour", "Hiya", "Dear customer service",
    "Hey there", "Guten Tag", "Dear all", "Hi folks",
]  # fmt: skip

THANKS = [
    "Thanks!", "Thank you.", "Thanks in advance.", "Many thanks!", "Thanks a lot!", "thx", "Cheers.", "Ta!",
    "Thank you very much.", "Appreciate it.", "Thanks for your help.", "Please advise.", "Danke!", "Gracias!",
    "Any help is welcome.", "Merci d'avance.", "Thanks for clearing this up.", "Please get back to me soon.", "TIA",
    "Thank you so much!", "Vielen Dank!", "I would be glad to hear from you.", "Cheers and thanks.",
]  # fmt: skip

LEADS = [
    "Quick question:", "A short question.", "I have a question.", "Just wondering:",
    "I could not find this on your site:", "One thing I would like to know:", "Could you tell me:",
    "Maybe you can help me.", "Sorry to bother you.", "Something is unclear to me.", "I was wondering:",
    "Need some help here.", "I looked everywhere but no luck.", "My question is simple.", "Can someone help?",
    "Not sure if this is the right address for this.", "I need to know this today if possible.",
    "Before I decide anything:", "Help please.", "Small question from my side.",
]  # fmt: skip

CONTEXT = [
    "I have been a customer of yours for some years now.", "We are a small team and quite new to this.",
    "My wife set all this up and she is away this week.", "I am writing on behalf of my mother.",
    "I talked to someone on the phone but did not get a clear answer.", "A friend recommended you to me.",
    "I am planning ahead and want to get this right.", "I read through your pages twice.",
    "We are comparing a few offers at the moment.", "I am not very good with these things.",
    "I got your newsletter this morning.", "My colleague and I disagree about this.", "I have just signed up.",
    "This is my second mail about this.", "I am on the road with only my phone.",
    "Our office manager asked me to find out.", "I came across your page yesterday evening.",
    "We had some changes in the family lately.", "I am a bit confused by the information online.",
    "Everything went well so far.",
]  # fmt: skip

STORY = [
    "Yesterday I spent the whole evening trying to work this out.",
    "My neighbour says it is easy, but I do not see how.", "I already restarted everything and checked my mails.",
    "The weather here was awful, so I had time to look into this.", "I asked in a forum and got different answers.",
    "The chat window closed before anybody answered.", "I do not want to do anything wrong here.",
    "We had guests last week, so I only get to this now.", "My kids need it for school as well.",
    "I searched the help pages for a while.", "Last time it all worked out fine.",
    "I tried to call but the line was busy.", "My boss wants an answer by the end of the day.",
    "I took some notes but they are of no use.", "Honestly I expected this to be simpler.",
    "It is probably something simple that I overlook.", "I am leaving for a trip soon and want this off my list.",
    "The person before me did not write anything down.", "I kept all the mails you sent me.",
    "My sister had the same thing some time ago.",
]  # fmt: skip

AFTER = [
    "I would like to sort this out soon.", "No rush, but it would be good to know.", "A short answer is enough.",
    "I am a bit lost here.", "Hope you can help.", "I will wait for your answer before I do anything.",
    "Sorry if this was asked before.", "It is rather urgent.", "I do not want to make a mistake.",
    "You can reply to this address.", "I would rather ask than guess.", "It would help me a lot.",
    "I am at work until the evening, so mail is best.", "My English is not so good, sorry.",
    "Your page says nothing clear.",
]  # fmt: skip

ANGER = [
    "This is getting ridiculous.", "I am really annoyed by now.", "Seriously, nobody answers the phone.",
    "I have been waiting for days.", "This is the third time I write to you!", "I am losing my patience.",
    "Your website is a maze.", "Why is it so hard to get a simple answer.", "Very disappointed so far.",
    "I pay good money and get no help at all.", "Unbelievable.", "Not what I expected from you.",
    "I have had it with these robots.", "OK, last try before I give up.", "Nobody seems to know anything over there.",
]  # fmt: skip

ANGER_AFTER = [
    "Please just give me a straight answer.", "I expect a proper reply this time.",
    "And no copy and paste text please.", "I do not have time for this.", "Please sort it out.",
    "Do not send me to the FAQ again.", "This should not be so hard.", "I want a clear answer.", "Come on.",
    "I am close to giving up on you.",
]  # fmt: skip

LINKS = [
    "Also,", "And", "One more thing:", "Another question:", "Oh and", "Besides,", "By the way,", "Second question:",
    "While I am at it:", "And then:", "Plus,", "I also wonder:", "And also", "On top of that:", "Next thing:",
]  # fmt: skip

LISTED = [
    "I have two questions:", "Two things:", "Please answer these:", "My questions:", "What I need to know:",
    "A few things:", "Could you tell me:", "Here is what is unclear to me:",
]  # fmt: skip

CLOSINGS = [
    "Best regards", "Kind regards", "Thanks", "Best", "Regards", "Many thanks", "Cheers", "Yours sincerely",
    "Thank you", "Best wishes", "Thanks in advance", "Warm regards", "Bye", "All the best", "Mit freundlichen Grüßen",
    "LG", "Greetings", "Thx", "Saludos", "Cordialement",
]  # fmt: skip

NAMES = [
    "Anna", "Tom", "Maria", "Ben", "Leila", "Jonas", "Priya", "Chen", "Olga", "Samuel", "Ines", "Peter", "Fatima",
    "Luca", "Grace", "Hiro", "Nadia", "Erik", "Sofia", "Daniel", "Amara", "Marek", "Julia", "Kofi", "Emma", "Raj",
    "Helene", "Carlos", "Mia", "Viktor", "Zoe", "Ahmed", "Linda", "Paul", "Yuki", "Rosa",
]  # fmt: skip

SURNAMES = [
    "Miller", "Novak", "Schmidt", "Okafor", "Rossi", "Tanaka", "Silva", "Dubois", "Kowalski", "Nguyen", "Hansen",
    "Garcia", "Weber", "Patel", "Lindqvist", "Moreau", "Fischer", "Haddad", "Ivanova", "Brown",
]  # fmt: skip

FOOTERS = [
    "Sent from my phone", "Sent from my iPad", "--\nPlease think of the trees before you print this mail.",
    "(written on the train)", "Get Outlook for Android", "Office manager", "-- \nThis mail may be confidential.",
]  # fmt: skip

OLDER = [
    "Thank you for your message.\nWe will get back to you as soon as we can.",
    "Thanks for reaching out.\nCan you tell us a bit more about it?",
    "We received your request and are looking into it.",
    "Thank you for your patience.\nPlease reply to this mail if you need anything else.",
    "Thanks for the call today.\nPlease write to us if anything is still open.",
    "Your last request was closed.\nReply to open it again.",
]  # fmt: skip
