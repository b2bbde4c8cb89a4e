<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>window</name>
    <message>
        <source> Only {regions}.</source>
        <translation> Nur {regions}.</translation>
    </message>
    <message>
        <source>'{link}' is in no passage cited. Copy the address from one, or remove it.</source>
        <translation>„{link}“ steht in keiner zitierten Textstelle. Übernehmen Sie die Adresse aus einer oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>'{name}' is set to {w} by {w2} and stays so.</source>
        <translation>„{name}“ ist auf {w} festgelegt von {w2} und bleibt so.</translation>
    </message>
    <message>
        <source>'{name}' is set to {w} by {w2} and stays so. It was edited here; that does not count.</source>
        <translation>„{name}“ ist auf {w} festgelegt von {w2} und bleibt so. Eine Änderung hier zählt nicht.</translation>
    </message>
    <message>
        <source>(dropped)</source>
        <translation>(entfällt)</translation>
    </message>
    <message>
        <source>(said nothing of it)</source>
        <translation>(sagte dazu nichts)</translation>
    </message>
    <message>
        <source>(took it out)</source>
        <translation>(hat es entfernt)</translation>
    </message>
    <message>
        <source>, only {regions}</source>
        <translation>, nur {regions}</translation>
    </message>
    <message>
        <source>, turns off {rules}</source>
        <translation>, schaltet {rules} ab</translation>
    </message>
    <message>
        <source>, version {version}</source>
        <translation>, Version {version}</translation>
    </message>
    <message>
        <source>0 connections, {n} process looked at</source>
        <translation>0 Verbindungen, {n} Prozess angesehen</translation>
    </message>
    <message>
        <source>0 connections, {n} processes looked at</source>
        <translation>0 Verbindungen, {n} Prozesse angesehen</translation>
    </message>
    <message>
        <source>0 of 0</source>
        <translation>0 von 0</translation>
    </message>
    <message>
        <source>12 months ago</source>
        <translation>vor 12 Monaten</translation>
    </message>
    <message>
        <source>12,345</source>
        <translation>12.345</translation>
    </message>
    <message>
        <source>2026-02-28</source>
        <translation>2026-02-28</translation>
    </message>
    <message>
        <source>28 Feb 2026 – 28 Feb 2027</source>
        <translation>28. Feb. 2026 – 28. Feb. 2027</translation>
    </message>
    <message>
        <source>: golden ticket {ticket}</source>
        <translation>: Referenzticket {ticket}</translation>
    </message>
    <message>
        <source>A catalogue as a table, returns by market, repairs, and a voice of its own.</source>
        <translation>Katalog als Tabelle, Rückgaben nach Markt, Reparaturen und ein eigener Ton.</translation>
    </message>
    <message>
        <source>A change counts at once, unless it says otherwise.</source>
        <translation>Änderungen gelten sofort, wenn nichts anderes dabeisteht.</translation>
    </message>
    <message>
        <source>A colleague answered</source>
        <translation>Jemand anderes hat geantwortet</translation>
    </message>
    <message>
        <source>A day…</source>
        <translation>Ein Tag…</translation>
    </message>
    <message>
        <source>A document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>A document of a source</source>
        <translation>Dokument einer Quelle</translation>
    </message>
    <message>
        <source>A draft cannot know that money is paid back.</source>
        <translation>Ein Entwurf kann nicht wissen, dass Geld erstattet wird.</translation>
    </message>
    <message>
        <source>A few words in a row are good.</source>
        <translation>Ein paar Wörter hintereinander sind gut.</translation>
    </message>
    <message>
        <source>A field beside the message was changed after this draft.</source>
        <translation>Ein Feld neben der Nachricht wurde nach diesem Entwurf geändert.</translation>
    </message>
    <message>
        <source>A folder is watched for tickets</source>
        <translation>Ein Ordner wird auf neue Tickets überwacht</translation>
    </message>
    <message>
        <source>A gain below {p}: {w}.</source>
        <translation>Ein Gewinn unter {p}: {w}.</translation>
    </message>
    <message>
        <source>A gain of {p} or more: fine-tuning.</source>
        <translation>Ein Gewinn von mindestens {p}: Feinabstimmung.</translation>
    </message>
    <message>
        <source>A level closes</source>
        <translation>Eine Stufe schließt</translation>
    </message>
    <message>
        <source>A level closes under this share, of a hundred</source>
        <translation>Eine Stufe schließt unter diesem Anteil, von hundert</translation>
    </message>
    <message>
        <source>A level opens</source>
        <translation>Eine Stufe öffnet</translation>
    </message>
    <message>
        <source>A level opens from this share taken with little editing, of a hundred</source>
        <translation>Eine Stufe öffnet ab diesem Anteil wenig bearbeiteter Entwürfe, von hundert</translation>
    </message>
    <message>
        <source>A passphrase protects the documents, tickets and drafts on this computer.</source>
        <translation>Eine Passphrase schützt die Dokumente, Tickets und Entwürfe auf diesem Computer.</translation>
    </message>
    <message>
        <source>A past version. It supports answers as of its own time only, and is not changed any more.</source>
        <translation>Eine frühere Version. Sie belegt nur Antworten zu ihrer eigenen Zeit und wird nicht mehr geändert.</translation>
    </message>
    <message>
        <source>A person answers this. {why}</source>
        <translation>Dieses Ticket beantwortet ein Mensch. {why}</translation>
    </message>
    <message>
        <source>A reply about health says that it is no medical advice.</source>
        <translation>Eine Antwort zu Gesundheit sagt, dass sie kein medizinischer Rat ist.</translation>
    </message>
    <message>
        <source>A reply about investments says that it is no financial advice.</source>
        <translation>Eine Antwort zu Geldanlagen sagt, dass sie keine Finanzberatung ist.</translation>
    </message>
    <message>
        <source>A reply about legal questions says that it is no legal advice.</source>
        <translation>Eine Antwort zu Rechtsfragen sagt, dass sie keine Rechtsberatung ist.</translation>
    </message>
    <message>
        <source>A reply promises nothing that is not ours to promise.</source>
        <translation>Eine Antwort verspricht nichts, was wir nicht versprechen können.</translation>
    </message>
    <message>
        <source>A roll-up of {n} would tell too much of each (at least {n2}, setting 'rollup_least').</source>
        <translation>Zahlen von {n} verrieten zu viel über jeden einzelnen (mindestens {n2}, Einstellung „rollup_least“).</translation>
    </message>
    <message>
        <source>A second language in {p} of tickets: retrieval.</source>
        <translation>Eine zweite Sprache in {p} der Tickets: Suche.</translation>
    </message>
    <message>
        <source>A style is being learned or activated: golden tickets can be run after that</source>
        <translation>Ein Stil wird gerade gelernt oder aktiviert; danach können Referenztickets laufen</translation>
    </message>
    <message>
        <source>A style is needed where {p} of edits change the voice, or more golden tickets come right by it.</source>
        <translation>Ein Stil ist nötig, wenn {p} der Änderungen den Ton betreffen oder mit ihm mehr Referenztickets gelingen.</translation>
    </message>
    <message>
        <source>A style is not needed where under {p} of edits change the voice, and it makes no ticket right.</source>
        <translation>Ein Stil ist nicht nötig, wenn unter {p} der Änderungen den Ton betreffen und er kein Ticket gelingen lässt.</translation>
    </message>
    <message>
        <source>A training is paused. Resume goes on with it; starting anew gives it up.</source>
        <translation>Ein Training ist angehalten. „Fortsetzen“ macht damit weiter; ein Neubeginn verwirft es.</translation>
    </message>
    <message numerus="yes">
        <source>About {n} minutes; you can go on drafting and pause at any time</source>
        <translation>
            <numerusform>Etwa {n} Minute; Sie können weiterarbeiten und jederzeit anhalten</numerusform>
            <numerusform>Etwa {n} Minuten; Sie können weiterarbeiten und jederzeit anhalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept drafts as you send them, and try again.</source>
        <translation>Nehmen Sie Entwürfe an, wie Sie sie senden, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Accept drafts as you send them, edited or not: styles are learned from those.</source>
        <translation>Nehmen Sie Entwürfe an, wie Sie sie senden, bearbeitet oder nicht: Daraus wird ein Stil gelernt.</translation>
    </message>
    <message>
        <source>Accept: the reply was sent</source>
        <translation>Annehmen: Die Antwort wurde gesendet</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Accepted as is</source>
        <translation>Unverändert angenommen</translation>
    </message>
    <message>
        <source>Accepted as is or lightly edited</source>
        <translation>Unverändert oder leicht bearbeitet angenommen</translation>
    </message>
    <message>
        <source>Accepted with edits</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Access class</source>
        <translation>Zugriffsklasse</translation>
    </message>
    <message>
        <source>Access to {name}</source>
        <translation>Zugriff auf {name}</translation>
    </message>
    <message>
        <source>Account access</source>
        <translation>Kontozugang</translation>
    </message>
    <message>
        <source>Acknowledge what the customer wrote first, then say what happens or what to do.</source>
        <translation>Gehen Sie zuerst auf die Nachricht ein; sagen Sie dann, was geschieht oder zu tun ist.</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Activate {name}</source>
        <translation>{name} aktivieren</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Activation progress</source>
        <translation>Fortschritt der Aktivierung</translation>
    </message>
    <message>
        <source>Add a document</source>
        <translation>Dokument hinzufügen</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Datei hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of documents</source>
        <translation>Ordner mit Dokumenten hinzufügen</translation>
    </message>
    <message>
        <source>Add file…</source>
        <translation>Datei hinzufügen…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add mails (.eml), texts, JSON or an export to the list</source>
        <translation>E-Mails (.eml), Texte, JSON oder einen Export zur Liste hinzufügen</translation>
    </message>
    <message>
        <source>Add the folder under Sources, or update it there.</source>
        <translation>Fügen Sie den Ordner unter „Quellen“ hinzu, oder aktualisieren Sie ihn dort.</translation>
    </message>
    <message>
        <source>Add tickets from files</source>
        <translation>Tickets aus Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Add tickets from files or exports</source>
        <translation>Tickets aus Dateien oder Exporten hinzufügen</translation>
    </message>
    <message>
        <source>Add your documents…</source>
        <translation>Eigene Dokumente hinzufügen…</translation>
    </message>
    <message>
        <source>Additions for the European Union</source>
        <translation>Ergänzungen für die Europäische Union</translation>
    </message>
    <message>
        <source>Additions for the United States</source>
        <translation>Ergänzungen für die Vereinigten Staaten</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>After a restart</source>
        <translation>Nach einem Neustart</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message numerus="yes">
        <source>Agents wrote, in {n} replies:</source>
        <translation>
            <numerusform>Agenten schrieben in {n} Antwort:</numerusform>
            <numerusform>Agenten schrieben in {n} Antworten:</numerusform>
        </translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>Alle Dokumente</translation>
    </message>
    <message>
        <source>All drafts</source>
        <translation>Alle Entwürfe</translation>
    </message>
    <message>
        <source>All of this</source>
        <translation>All dem</translation>
    </message>
    <message>
        <source>All topics together</source>
        <translation>Alle Themen zusammen</translation>
    </message>
    <message>
        <source>Also found, not cited</source>
        <translation>Ebenfalls gefunden, nicht zitiert</translation>
    </message>
    <message>
        <source>Also: {also}.</source>
        <translation>Außerdem: {also}.</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Schon immer</translation>
    </message>
    <message>
        <source>An admission of fault or liability is for the legal team.</source>
        <translation>Schuld oder Haftung einzuräumen ist Sache der Rechtsabteilung.</translation>
    </message>
    <message numerus="yes">
        <source>And {n} more mistakes.</source>
        <translation>
            <numerusform>Und {n} weiterer Fehler.</numerusform>
            <numerusform>Und {n} weitere Fehler.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another Citewell has its window open on this home ({path}).</source>
        <translation>Ein anderes Citewell hat diese Daten schon geöffnet ({path}).</translation>
    </message>
    <message>
        <source>Another Citewell indexes this home ({path}).</source>
        <translation>Ein anderes Citewell indexiert gerade ({path}).</translation>
    </message>
    <message>
        <source>Another program changed this file since it was opened here. Nothing was written.</source>
        <translation>Ein anderes Programm hat diese Datei geändert, seit sie hier geöffnet wurde. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Another program keeps {path} locked.</source>
        <translation>Ein anderes Programm hält {path} gesperrt.</translation>
    </message>
    <message>
        <source>Another way with more right tickets: that one.</source>
        <translation>Eine andere Art mit mehr gelungenen Tickets: diese.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answers in the model's own words</source>
        <translation>Antworten in eigenen Worten des Modells</translation>
    </message>
    <message>
        <source>Answers that cite a document</source>
        <translation>Antworten, die ein Dokument zitieren</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Apply now</source>
        <translation>Jetzt anwenden</translation>
    </message>
    <message>
        <source>Apply now: {due} due</source>
        <translation>Jetzt anwenden: {due} fällig</translation>
    </message>
    <message>
        <source>Apply your style</source>
        <translation>Ihren Stil anwenden</translation>
    </message>
    <message>
        <source>Approach</source>
        <translation>Vorgehen</translation>
    </message>
    <message>
        <source>Are policies updated weekly or even more often?</source>
        <translation>Werden Richtlinien wöchentlich oder öfter aktualisiert?</translation>
    </message>
    <message>
        <source>Are tone and a consistent structure the main challenge?</source>
        <translation>Sind Ton und einheitlicher Aufbau die größte Herausforderung?</translation>
    </message>
    <message>
        <source>As a reply: nothing to mend.</source>
        <translation>Als Antwort: nichts zu beanstanden.</translation>
    </message>
    <message numerus="yes">
        <source>As a reply: {n} findings below.</source>
        <translation>
            <numerusform>Als Antwort: {n} Beanstandung, siehe unten.</numerusform>
            <numerusform>Als Antwort: {n} Beanstandungen, siehe unten.</numerusform>
        </translation>
    </message>
    <message>
        <source>As a ticket: drafted, no risk found.</source>
        <translation>Als Ticket: wird entworfen, kein Risiko gefunden.</translation>
    </message>
    <message>
        <source>As a ticket: {name}, to {to}.</source>
        <translation>Als Ticket: {name}, an {to}.</translation>
    </message>
    <message>
        <source>As an internal note, with its citations</source>
        <translation>Als interne Notiz mit Belegen</translation>
    </message>
    <message>
        <source>As formatted text (HTML)</source>
        <translation>Als formatierter Text (HTML)</translation>
    </message>
    <message>
        <source>As measured</source>
        <translation>Wie gemessen</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stichtag</translation>
    </message>
    <message>
        <source>As of date</source>
        <translation>Stichtag</translation>
    </message>
    <message>
        <source>As the reply</source>
        <translation>Als Antwort</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>As you chose: leaves out {n} passage.</source>
        <translation>Wie gewählt: {n} Textstelle ausgelassen.</translation>
    </message>
    <message>
        <source>As you chose: leaves out {n} passages.</source>
        <translation>Wie gewählt: {n} Textstellen ausgelassen.</translation>
    </message>
    <message>
        <source>As you chose: uses {places}, leaves out {n} passage.</source>
        <translation>Wie gewählt: verwendet {places}, {n} Textstelle ausgelassen.</translation>
    </message>
    <message>
        <source>As you chose: uses {places}, leaves out {n} passages.</source>
        <translation>Wie gewählt: verwendet {places}, {n} Textstellen ausgelassen.</translation>
    </message>
    <message>
        <source>As you chose: uses {places}.</source>
        <translation>Wie gewählt: verwendet {places}.</translation>
    </message>
    <message>
        <source>Ask as a customer would, or give words and numbers. Passages are found by their words and by what they mean.</source>
        <translation>Fragen Sie wie ein Kunde, oder geben Sie Wörter und Zahlen ein. Textstellen werden nach Wortlaut und Bedeutung gefunden.</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Back to the documents</source>
        <translation>Zurück zu den Dokumenten</translation>
    </message>
    <message>
        <source>Back to the documents (Esc)</source>
        <translation>Zurück zu den Dokumenten (Esc)</translation>
    </message>
    <message>
        <source>Back to the evidence (Esc)</source>
        <translation>Zurück zu den Belegen (Esc)</translation>
    </message>
    <message>
        <source>Back to the sources</source>
        <translation>Zurück zu den Quellen</translation>
    </message>
    <message>
        <source>Back to the sources (Esc)</source>
        <translation>Zurück zu den Quellen (Esc)</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Begin with summaries</source>
        <translation>Mit Zusammenfassungen beginnen</translation>
    </message>
    <message>
        <source>Below is what it was judged by.</source>
        <translation>Unten steht, wonach er beurteilt wurde.</translation>
    </message>
    <message>
        <source>Below {n} in 90 days: {w}.</source>
        <translation>Unter {n} in 90 Tagen: {w}.</translation>
    </message>
    <message>
        <source>Below {n}: retrieval first.</source>
        <translation>Unter {n}: zuerst Suche.</translation>
    </message>
    <message>
        <source>Below {p}: {w}.</source>
        <translation>Unter {p}: {w}.</translation>
    </message>
    <message>
        <source>Better</source>
        <translation>Besser</translation>
    </message>
    <message>
        <source>Billing operations</source>
        <translation>Abrechnung</translation>
    </message>
    <message>
        <source>Billing or payment</source>
        <translation>Rechnung oder Zahlung</translation>
    </message>
    <message>
        <source>Blocks copy</source>
        <translation>Sperrt das Kopieren</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Both are alike: {w} Their difference is surely below {p}.</source>
        <translation>Beide sind gleich: {w} Ihr Unterschied liegt sicher unter {p}.</translation>
    </message>
    <message>
        <source>Both fresh facts and tone</source>
        <translation>Aktuelle Fakten und Ton zugleich</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>By rules, since the ticket does not back what the model wrote: {names}.</source>
        <translation>Nach Regeln, weil das Ticket nicht belegt, was das Modell schrieb: {names}.</translation>
    </message>
    <message>
        <source>By topic</source>
        <translation>Nach Thema</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>CRM record</source>
        <translation>CRM-Eintrag</translation>
    </message>
    <message>
        <source>CRM records that are not valid</source>
        <translation>Ungültige CRM-Einträge</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Calm replies need few exclamation marks.</source>
        <translation>Ruhige Antworten brauchen wenige Ausrufezeichen.</translation>
    </message>
    <message>
        <source>Came with it: {names}</source>
        <translation>Mitgekommen: {names}</translation>
    </message>
    <message>
        <source>Can be used. Not saved yet; the rules in force are those of before.</source>
        <translation>Verwendbar. Noch nicht gespeichert; es gelten die bisherigen Regeln.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cannot be used: {problem}</source>
        <translation>Nicht verwendbar: {problem}</translation>
    </message>
    <message>
        <source>Careful support for any company</source>
        <translation>Sorgsamer Support für jede Firma</translation>
    </message>
    <message>
        <source>Cars and workshops</source>
        <translation>Autos und Werkstätten</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>what changed</comment>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Changed since it was written, past Citewell. Privacy checks the whole log.</source>
        <translation>Seit der Niederschrift an Citewell vorbei geändert. „Datenschutz“ prüft das ganze Protokoll.</translation>
    </message>
    <message>
        <source>Changed:</source>
        <translation>Geändert:</translation>
    </message>
    <message>
        <source>Changed: {problems}. {checked}.</source>
        <translation>Geändert: {problems}. {checked}.</translation>
    </message>
    <message>
        <source>Changes of a team's release</source>
        <translation>Änderungen am Release eines Teams</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Chargeback or payment dispute</source>
        <translation>Rückbuchung oder Zahlungsstreit</translation>
    </message>
    <message>
        <source>Check</source>
        <comment>look</comment>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check</source>
        <comment>stage</comment>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check a file and take it into use</source>
        <translation>Datei prüfen und in Gebrauch nehmen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Check every line of the audit log</source>
        <translation>Jede Zeile des Prüfprotokolls prüfen</translation>
    </message>
    <message>
        <source>Check space and permissions there.</source>
        <translation>Prüfen Sie dort Platz und Berechtigungen.</translation>
    </message>
    <message>
        <source>Check the folder's permissions.</source>
        <translation>Prüfen Sie die Berechtigungen des Ordners.</translation>
    </message>
    <message>
        <source>Check the log</source>
        <translation>Protokoll prüfen</translation>
    </message>
    <message>
        <source>Check this</source>
        <translation>Bitte prüfen</translation>
    </message>
    <message>
        <source>Check this: {why}</source>
        <translation>Bitte prüfen: {why}</translation>
    </message>
    <message>
        <source>Check {name} and draft in it if it passes</source>
        <translation>{name} prüfen und damit entwerfen, wenn die Prüfung gelingt</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Checked: something keeps this from being copied as it is.</source>
        <translation>Geprüft: So kann der Text nicht kopiert werden.</translation>
    </message>
    <message>
        <source>Checking every line…</source>
        <translation>Jede Zeile wird geprüft…</translation>
    </message>
    <message>
        <source>Checking the release, then taking it into use…</source>
        <translation>Das Release wird geprüft und dann übernommen…</translation>
    </message>
    <message>
        <source>Checking {name}{at}</source>
        <translation>{name} wird geprüft{at}</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Choose a model file that ends in .gguf.</source>
        <translation>Wählen Sie eine Modelldatei, die auf .gguf endet.</translation>
    </message>
    <message>
        <source>Choose a passage</source>
        <translation>Textstelle wählen</translation>
    </message>
    <message>
        <source>Choose a ticket to read its draft, and beside it that of the run it is compared with.</source>
        <translation>Wählen Sie ein Ticket, um seinen Entwurf zu lesen, daneben den aus dem verglichenen Lauf.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose one way of drafting or more.</source>
        <translation>Wählen Sie mindestens eine Art zu entwerfen.</translation>
    </message>
    <message>
        <source>Choose the folder that your lead named; it takes the place of what was written there before</source>
        <translation>Wählen Sie den Ordner, den Ihre Leitung genannt hat; was dort früher geschrieben wurde, wird ersetzt</translation>
    </message>
    <message>
        <source>Citations of a right document</source>
        <translation>Zitate eines richtigen Dokuments</translation>
    </message>
    <message>
        <source>Citations of nothing</source>
        <translation>Zitate ohne Ziel</translation>
    </message>
    <message>
        <source>Cite passage {n} here; the sentence is checked against it (Ctrl+Z undoes it)</source>
        <translation>Hier Textstelle {n} zitieren; der Satz wird daran geprüft (Strg+Z macht es rückgängig)</translation>
    </message>
    <message>
        <source>Cite {n}</source>
        <translation>{n} zitieren</translation>
    </message>
    <message>
        <source>Citewell answers from your own documents and shows, sentence by sentence, which passage says so. Give it something to read: text, office and PDF files, tables, mail. They stay on this computer, in an encrypted database.</source>
        <translation>Citewell antwortet aus Ihren eigenen Dokumenten und zeigt Satz für Satz, welche Textstelle das belegt. Geben Sie ihm etwas zu lesen: Text-, Office- und PDF-Dateien, Tabellen, E-Mails. Sie bleiben auf diesem Computer, in einer verschlüsselten Datenbank.</translation>
    </message>
    <message>
        <source>Citewell cannot open</source>
        <translation>Citewell kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Citewell made a mistake ({name}). What was saved before is safe; the details are in citewell.log in the home folder.</source>
        <translation>Citewell hat einen Fehler gemacht ({name}). Was gespeichert war, ist sicher; Näheres steht in citewell.log im Datenordner.</translation>
    </message>
    <message>
        <source>Citewell: quick draft</source>
        <translation>Citewell: Schnellentwurf</translation>
    </message>
    <message>
        <source>Claims in a table, tariffs by year, the history of single policies.</source>
        <translation>Schäden als Tabelle, Tarife nach Jahr, die Geschichte einzelner Policen.</translation>
    </message>
    <message>
        <source>Clear everything for the next ticket (Ctrl+N)</source>
        <translation>Alles für das nächste Ticket leeren (Strg+N)</translation>
    </message>
    <message>
        <source>Clear the clipboard</source>
        <translation>Zwischenablage leeren</translation>
    </message>
    <message>
        <source>Clinics</source>
        <translation>Kliniken</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close it by hand; it stays closed until you give it back</source>
        <translation>Von Hand schließen; bleibt geschlossen, bis Sie es zurückgeben</translation>
    </message>
    <message>
        <source>Close the document or the message, else stop drafting</source>
        <translation>Dokument oder Meldung schließen, sonst das Entwerfen anhalten</translation>
    </message>
    <message>
        <source>Close the document, clear the filter, or go back</source>
        <translation>Dokument schließen, Filter leeren oder zurückgehen</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Close this document (Esc)</source>
        <translation>Dieses Dokument schließen (Esc)</translation>
    </message>
    <message>
        <source>Close; the ticket stays in the list</source>
        <translation>Schließen; das Ticket bleibt in der Liste</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Closed by hand</source>
        <translation>Von Hand geschlossen</translation>
    </message>
    <message>
        <source>Cloud prices</source>
        <translation>Cloud-Preise</translation>
    </message>
    <message>
        <source>Collect outcomes of at least {n} drafts by each.</source>
        <translation>Sammeln Sie Ergebnisse von mindestens {n} Entwürfen mit jedem.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <source>Communications</source>
        <translation>Kommunikation</translation>
    </message>
    <message>
        <source>Compact · {name}</source>
        <translation>Kompakt · {name}</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>Vorher und nachher vergleichen</translation>
    </message>
    <message>
        <source>Compare two ways of drafting on live work</source>
        <translation>Zwei Arten zu entwerfen in der laufenden Arbeit vergleichen</translation>
    </message>
    <message>
        <source>Compare with a saved run</source>
        <translation>Mit einem gespeicherten Lauf vergleichen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Compensation is offered by a person who may.</source>
        <translation>Entschädigung bietet jemand an, der das darf.</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Beschwerde</translation>
    </message>
    <message>
        <source>Complaint to a regulator</source>
        <translation>Beschwerde bei einer Behörde</translation>
    </message>
    <message>
        <source>Complex questions that come seldom</source>
        <translation>Seltene, verwickelte Fragen</translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation>Vertraulich</translation>
    </message>
    <message>
        <source>Confidential documents are searched, but never quoted in a reply</source>
        <translation>Vertrauliche Dokumente werden durchsucht, aber nie in einer Antwort zitiert</translation>
    </message>
    <message>
        <source>Confidential passages</source>
        <translation>Vertrauliche Textstellen</translation>
    </message>
    <message>
        <source>Connections are refused in child processes</source>
        <translation>Verbindungen werden in Unterprozessen abgelehnt</translation>
    </message>
    <message>
        <source>Connections are refused in this program</source>
        <translation>Verbindungen werden in diesem Programm abgelehnt</translation>
    </message>
    <message>
        <source>Constantly changing content</source>
        <translation>Ständig wechselnde Inhalte</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied as JSON.</source>
        <translation>Als JSON kopiert.</translation>
    </message>
    <message>
        <source>Copied as an internal note.</source>
        <translation>Als interne Notiz kopiert.</translation>
    </message>
    <message>
        <source>Copied as formatted text.</source>
        <translation>Als formatierter Text kopiert.</translation>
    </message>
    <message>
        <source>Copied with citation marks.</source>
        <translation>Mit Belegnummern kopiert.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copied. Paste it as the command of a shortcut in the keyboard settings of your desktop.</source>
        <translation>Kopiert. Fügen Sie ihn in den Tastatureinstellungen Ihres Desktops als Befehl eines Kürzels ein.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy and note the reason</source>
        <translation>Kopieren und Grund festhalten</translation>
    </message>
    <message>
        <source>Copy anyway</source>
        <translation>Trotzdem kopieren</translation>
    </message>
    <message>
        <source>Copy as an internal note, with its citations</source>
        <translation>Als interne Notiz mit Belegen kopieren</translation>
    </message>
    <message>
        <source>Copy as formatted text (HTML)</source>
        <translation>Als formatierten Text kopieren (HTML)</translation>
    </message>
    <message>
        <source>Copy citation marks</source>
        <translation>Belegnummern kopieren</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy confidential text?</source>
        <translation>Vertraulichen Text kopieren?</translation>
    </message>
    <message>
        <source>Copy it all the same; the reason you give is kept in the audit log</source>
        <translation>Trotzdem kopieren; Ihr Grund wird im Prüfprotokoll festgehalten</translation>
    </message>
    <message>
        <source>Copy it as an internal note instead.</source>
        <translation>Kopieren Sie ihn stattdessen als interne Notiz.</translation>
    </message>
    <message>
        <source>Copy that command</source>
        <translation>Diesen Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy the command that installs it</source>
        <translation>Den Befehl kopieren, der es installiert</translation>
    </message>
    <message>
        <source>Copy the draft</source>
        <translation>Entwurf kopieren</translation>
    </message>
    <message>
        <source>Copy the draft and go back to where you were</source>
        <translation>Entwurf kopieren und zurück zum vorherigen Programm</translation>
    </message>
    <message>
        <source>Copy the draft with its citation marks</source>
        <translation>Den Entwurf mit seinen Belegnummern kopieren</translation>
    </message>
    <message>
        <source>Copy the draft, or draft</source>
        <translation>Entwurf kopieren, sonst entwerfen</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>DE, AT · Teams</source>
        <translation>DE, AT · Teams</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Data protection officer</source>
        <translation>Datenschutzbeauftragte</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Days that drafts and outcomes are kept (0: without limit)</source>
        <translation>Tage, die Entwürfe und Ergebnisse bleiben (0: unbegrenzt)</translation>
    </message>
    <message>
        <source>Days that notes of exports and backups are kept (0: without limit)</source>
        <translation>Tage, die Vermerke zu Exporten und Sicherungen bleiben (0: unbegrenzt)</translation>
    </message>
    <message>
        <source>Days that records of learning are kept (0: without limit)</source>
        <translation>Tage, die Aufzeichnungen des Lernens bleiben (0: unbegrenzt)</translation>
    </message>
    <message>
        <source>Days that saved golden runs are kept (0: without limit)</source>
        <translation>Tage, die gespeicherte Referenzläufe bleiben (0: unbegrenzt)</translation>
    </message>
    <message>
        <source>Days that the values of placeholders are kept (0: as long as their draft)</source>
        <translation>Tage, die Werte von Platzhaltern bleiben (0: so lange wie ihr Entwurf)</translation>
    </message>
    <message>
        <source>Days that {what} are kept</source>
        <translation>Tage, die aufbewahrt wird: {what}</translation>
    </message>
    <message>
        <source>Decide what to do</source>
        <translation>Entscheiden, was zu tun ist</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Decision right</source>
        <translation>Richtig entschieden</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Decisions but handing over, each kind alike</source>
        <translation>Entscheidungen ohne Übergabe, jede Art gleich gewichtet</translation>
    </message>
    <message>
        <source>Decisions that tickets expect, each kind alike</source>
        <translation>Von Tickets erwartete Entscheidungen, jede Art gleich gewichtet</translation>
    </message>
    <message>
        <source>Decisions, each kind counted alike</source>
        <translation>Entscheidungen, jede Art gleich gewichtet</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <comment>in itself</comment>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Disagrees with {numbers}</source>
        <translation>Widerspricht {numbers}</translation>
    </message>
    <message>
        <source>Disclaimer</source>
        <translation>Pflichthinweis</translation>
    </message>
    <message>
        <source>Discrimination or harassment</source>
        <translation>Diskriminierung oder Belästigung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dismiss the suggestion about {document}</source>
        <translation>Vorschlag zu {document} verwerfen</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>So</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Do it again.</source>
        <translation>Wiederholen Sie es.</translation>
    </message>
    <message>
        <source>Do not</source>
        <translation>So nicht</translation>
    </message>
    <message>
        <source>Do not add it</source>
        <translation>Nicht hinzufügen</translation>
    </message>
    <message>
        <source>Do not copy</source>
        <translation>Nicht kopieren</translation>
    </message>
    <message>
        <source>Do something, go somewhere, open a draft or a document</source>
        <translation>Aktion, Bereich, Entwurf oder Dokument</translation>
    </message>
    <message>
        <source>Do workflows demand rigid formats?</source>
        <translation>Verlangen Abläufe feste Formate?</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Document with the cited passage</source>
        <translation>Dokument mit der zitierten Textstelle</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Documents ({patterns})</source>
        <translation>Dokumente ({patterns})</translation>
    </message>
    <message>
        <source>Documents in four languages: cancellation, city tax and loyalty by country.</source>
        <translation>Dokumente in vier Sprachen: Stornierung, Ortstaxe und Treueprogramm nach Land.</translation>
    </message>
    <message>
        <source>Documents of a source</source>
        <translation>Dokumente einer Quelle</translation>
    </message>
    <message>
        <source>Documents of this source</source>
        <translation>Dokumente dieser Quelle</translation>
    </message>
    <message>
        <source>Does every reply need citations?</source>
        <translation>Braucht jede Antwort Belege?</translation>
    </message>
    <message>
        <source>Does not hold yet</source>
        <translation>Noch nicht erfüllt</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Draft</source>
        <comment>do</comment>
        <translation>Entwerfen</translation>
    </message>
    <message>
        <source>Draft a cited reply</source>
        <translation>Antwort mit Belegen entwerfen</translation>
    </message>
    <message>
        <source>Draft a reply to what is copied</source>
        <translation>Antwort auf das Kopierte entwerfen</translation>
    </message>
    <message>
        <source>Draft again</source>
        <translation>Erneut entwerfen</translation>
    </message>
    <message>
        <source>Draft again from this passage</source>
        <translation>Aus dieser Textstelle erneut entwerfen</translation>
    </message>
    <message>
        <source>Draft again without this passage</source>
        <translation>Ohne diese Textstelle erneut entwerfen</translation>
    </message>
    <message>
        <source>Draft anyway</source>
        <translation>Trotzdem entwerfen</translation>
    </message>
    <message>
        <source>Draft as before the comparison</source>
        <translation>Wieder entwerfen wie vor dem Vergleich</translation>
    </message>
    <message>
        <source>Draft as it was shown</source>
        <translation>Entwurf, wie er gezeigt wurde</translation>
    </message>
    <message>
        <source>Draft by {name} from now on</source>
        <translation>Ab jetzt mit {name} entwerfen</translation>
    </message>
    <message>
        <source>Draft from what is copied</source>
        <translation>Aus der Zwischenablage entwerfen</translation>
    </message>
    <message>
        <source>Draft half of the tickets in each way from now on</source>
        <translation>Ab jetzt je die Hälfte der Tickets auf jede Art entwerfen</translation>
    </message>
    <message>
        <source>Draft of the saved run</source>
        <translation>Entwurf des gespeicherten Laufs</translation>
    </message>
    <message>
        <source>Draft of this run</source>
        <translation>Entwurf dieses Laufs</translation>
    </message>
    <message>
        <source>Draft with</source>
        <translation>Entwerfen mit</translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation>Entworfen</translation>
    </message>
    <message>
        <source>Drafted again. The edits that you made before are kept.</source>
        <translation>Erneut entworfen. Ihre Änderungen von vorher sind aufgehoben.</translation>
    </message>
    <message>
        <source>Drafted at your word; check each sentence.</source>
        <translation>Auf Ihren Wunsch entworfen; prüfen Sie jeden Satz.</translation>
    </message>
    <message>
        <source>Drafted at your word; check each sentence. {w}</source>
        <translation>Auf Ihren Wunsch entworfen; prüfen Sie jeden Satz. {w}</translation>
    </message>
    <message>
        <source>Drafting and copying</source>
        <translation>Entwerfen und Kopieren</translation>
    </message>
    <message>
        <source>Drafting: not checked yet.</source>
        <translation>Wird entworfen, noch nicht geprüft.</translation>
    </message>
    <message>
        <source>Drafting…</source>
        <translation>Wird entworfen…</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Drafts and outcomes</source>
        <translation>Entwürfe und Ergebnisse</translation>
    </message>
    <message>
        <source>Drafts drawn at random for review, of a hundred (risky ones more often)</source>
        <translation>Zufällig zur Durchsicht gezogene Entwürfe, von hundert (heikle häufiger)</translation>
    </message>
    <message>
        <source>Drafts drawn for review</source>
        <translation>Zur Durchsicht gezogene Entwürfe</translation>
    </message>
    <message>
        <source>Drafts for review</source>
        <translation>Entwürfe zur Durchsicht</translation>
    </message>
    <message>
        <source>Drafts now</source>
        <translation>Entwirft gerade</translation>
    </message>
    <message>
        <source>Drafts that a group of a roll-up needs to be told apart</source>
        <translation>Entwürfe, die eine Gruppe im Sammelbericht braucht, um einzeln zu erscheinen</translation>
    </message>
    <message>
        <source>Drafts that cite a right document</source>
        <translation>Entwürfe, die ein richtiges Dokument zitieren</translation>
    </message>
    <message>
        <source>Drafts that count</source>
        <translation>Zählende Entwürfe</translation>
    </message>
    <message>
        <source>Drafts that follow all style rules</source>
        <translation>Entwürfe, die alle Stilregeln befolgen</translation>
    </message>
    <message>
        <source>Drafts to learn from</source>
        <translation>Entwürfe zum Lernen</translation>
    </message>
    <message>
        <source>Drafts with their tickets</source>
        <translation>Entwürfe mit ihren Tickets</translation>
    </message>
    <message>
        <source>Drawn for review: {why}</source>
        <translation>Zur Durchsicht gezogen: {why}</translation>
    </message>
    <message>
        <source>Drop it on the list of tickets, which takes every ticket in it.</source>
        <translation>Ziehen Sie sie auf die Ticketliste, die jedes Ticket darin übernimmt.</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>Each stage, its time, what went in and what came out</source>
        <translation>Jeder Schritt mit Dauer, Eingabe und Ausgabe</translation>
    </message>
    <message>
        <source>Earlier message</source>
        <translation>Frühere Nachricht</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Versionen</translation>
    </message>
    <message>
        <source>Edit golden tickets</source>
        <translation>Referenztickets bearbeiten</translation>
    </message>
    <message>
        <source>Edited a lot</source>
        <translation>Stark bearbeitet</translation>
    </message>
    <message>
        <source>Edited and checked.</source>
        <translation>Bearbeitet und geprüft.</translation>
    </message>
    <message>
        <source>Edited drafts needed to learn a style</source>
        <translation>Bearbeitete Entwürfe, die ein Stil braucht</translation>
    </message>
    <message>
        <source>Edited for</source>
        <translation>Bearbeitet wegen</translation>
    </message>
    <message>
        <source>Edited: checking…</source>
        <translation>Bearbeitet, wird geprüft…</translation>
    </message>
    <message>
        <source>Edits: {w} mend facts, {w2} change the voice.</source>
        <translation>Änderungen: {w} berichtigen Fakten, {w2} ändern den Ton.</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Embedder</source>
        <translation>Embedder</translation>
    </message>
    <message>
        <source>Empty ticket</source>
        <translation>Leeres Ticket</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>End the hold</source>
        <translation>Löschsperre aufheben</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Wird beendet…</translation>
    </message>
    <message>
        <source>Ends before it begins</source>
        <translation>Endet vor dem Beginn</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>English</source>
        <comment>in itself</comment>
        <translation>English</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Erase for good what is past its time limit ({named})? What is under a legal hold stays.</source>
        <translation>Was seine Frist überschritten hat, endgültig löschen ({named})? Was einer Löschsperre unterliegt, bleibt.</translation>
    </message>
    <message>
        <source>Erase it for good, with proof</source>
        <translation>Endgültig löschen, mit Nachweis</translation>
    </message>
    <message>
        <source>Erase the draft of {moment} on “{ticket}” for good, with its ticket, outcome, evidence and personal values? A signed receipt says what went; copies that were exported before are listed in it.</source>
        <translation>Den Entwurf vom {moment} zu „{ticket}“ endgültig löschen, mit Ticket, Ergebnis, Belegen und personenbezogenen Werten? Eine signierte Quittung hält fest, was gelöscht wurde; früher exportierte Kopien sind darin aufgeführt.</translation>
    </message>
    <message>
        <source>Erase what is past its time limit</source>
        <translation>Löschen, was seine Frist überschritten hat</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Erased, but something of it is still found: close other programs that use this home and try again.</source>
        <translation>Gelöscht, aber etwas davon ist noch auffindbar: Schließen Sie andere Programme, die diese Daten verwenden, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Erased. {phrases} phrases looked for in {pages} database pages: none is left.</source>
        <translation>Gelöscht. {phrases} Wortfolgen in {pages} Datenbankseiten gesucht, keine gefunden.</translation>
    </message>
    <message>
        <source>Erasures, holds and copies</source>
        <translation>Löschungen, Löschsperren und Kopien</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Eskalieren</translation>
    </message>
    <message>
        <source>Escalate to a colleague</source>
        <translation>An eine Kollegin oder einen Kollegen eskalieren</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Escalation</source>
        <translation>Eskalation</translation>
    </message>
    <message>
        <source>Every draft, outcome, override, export and erasure is a line here that hangs on the one before it: what is changed past Citewell is found.</source>
        <translation>Jeder Entwurf, jedes Ergebnis, jede Ausnahme, jeder Export und jede Löschung ist hier eine Zeile, die an der vorigen hängt: Was an Citewell vorbei geändert wird, fällt auf.</translation>
    </message>
    <message>
        <source>Every process can be looked at</source>
        <translation>Jeder Prozess kann angesehen werden</translation>
    </message>
    <message>
        <source>Every product</source>
        <translation>Jedes Produkt</translation>
    </message>
    <message>
        <source>Every ticket was judged.</source>
        <translation>Alle Tickets sind beurteilt.</translation>
    </message>
    <message>
        <source>Everything is in one database, encrypted ({cipher}); its key is in {place}.</source>
        <translation>Alles liegt in einer Datenbank, verschlüsselt ({cipher}); ihr Schlüssel liegt in: {place}.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Evidence {n}</source>
        <translation>Beleg {n}</translation>
    </message>
    <message>
        <source>Evidence {n} says: {sentence}</source>
        <translation>Beleg {n} sagt: {sentence}</translation>
    </message>
    <message>
        <source>Evidence, and how it stands today</source>
        <translation>Belege und wie sie heute dastehen</translation>
    </message>
    <message>
        <source>Exact match</source>
        <translation>Genauer Treffer</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Expired {day}</source>
        <translation>Abgelaufen am {day}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Fakt</translation>
    </message>
    <message>
        <source>Fact for this reply</source>
        <translation>Angabe für diese Antwort</translation>
    </message>
    <message>
        <source>Facts stated</source>
        <translation>Genannte Fakten</translation>
    </message>
    <message>
        <source>Fashion house</source>
        <translation>Modehaus</translation>
    </message>
    <message>
        <source>Fees and deadlines of three countries: prices and papers, no legal advice.</source>
        <translation>Gebühren und Fristen dreier Länder: Preise und Unterlagen, keine Rechtsberatung.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Figures ends it.</source>
        <translation>„Kennzahlen“ beendet ihn.</translation>
    </message>
    <message>
        <source>Figures for your lead</source>
        <translation>Zahlen für Ihre Leitung</translation>
    </message>
    <message>
        <source>Figures lists them.</source>
        <translation>„Kennzahlen“ führt sie auf.</translation>
    </message>
    <message>
        <source>Figures runs them: tick all three ways, then save the run.</source>
        <translation>„Kennzahlen“ lässt sie laufen: Wählen Sie alle drei Arten und speichern Sie dann den Lauf.</translation>
    </message>
    <message>
        <source>Figures saves a run under a name.</source>
        <translation>„Kennzahlen“ speichert einen Lauf unter einem Namen.</translation>
    </message>
    <message>
        <source>File (sha256)</source>
        <translation>Datei (SHA-256)</translation>
    </message>
    <message>
        <source>Fill record</source>
        <translation>Eintrag ausfüllen</translation>
    </message>
    <message>
        <source>Fill the CRM record from the ticket</source>
        <translation>CRM-Eintrag aus dem Ticket ausfüllen</translation>
    </message>
    <message>
        <source>Filled: drafts that were right. Hollow: how sure they said to be. Together is calibrated.</source>
        <translation>Gefüllt: Entwürfe, die richtig waren. Hohl: wie sicher sie sich gaben. Liegen beide beieinander, stimmt die Sicherheit.</translation>
    </message>
    <message>
        <source>Filling…</source>
        <translation>Wird ausgefüllt…</translation>
    </message>
    <message>
        <source>Filter by name, title, version, region, owner…</source>
        <translation>Nach Name, Titel, Version, Region, Verantwortlichen… filtern</translation>
    </message>
    <message>
        <source>Filter the documents</source>
        <translation>Dokumente filtern</translation>
    </message>
    <message>
        <source>Finals hold no {w} ({p} of {n} drafts that held some)</source>
        <translation>Endfassungen enthalten keine: {w} ({p} von {n} Entwürfen, die sie enthielten)</translation>
    </message>
    <message>
        <source>Finals hold {w} ({p})</source>
        <translation>Endfassungen enthalten: {w} ({p})</translation>
    </message>
    <message>
        <source>Finals say '{new}' instead of '{old}' ({p} of {n})</source>
        <translation>Endfassungen sagen „{new}“ statt „{old}“ ({p} von {n})</translation>
    </message>
    <message>
        <source>Finals say no '{old}' ({p} of {n})</source>
        <translation>Endfassungen sagen kein „{old}“ ({p} von {n})</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find an action, a place, a draft or a document</source>
        <translation>Aktion, Bereich, Entwurf oder Dokument suchen</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>In diesem Dokument suchen</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>Feinabstimmung</translation>
    </message>
    <message>
        <source>Fingerprint whose releases are taken (empty: those of trusted signers)</source>
        <translation>Fingerabdruck, dessen Releases übernommen werden (leer: die vertrauter Signaturen)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Folder for the articles</source>
        <translation>Ordner für die Artikel</translation>
    </message>
    <message>
        <source>Folder in which new tickets arrive</source>
        <translation>Ordner, in dem neue Tickets ankommen</translation>
    </message>
    <message>
        <source>Folder in which new tickets arrive as files (empty: none is watched)</source>
        <translation>Ordner, in dem neue Tickets als Dateien ankommen (leer: keiner wird überwacht)</translation>
    </message>
    <message>
        <source>Folder of an embedder that was imported (empty: the one that ships)</source>
        <translation>Ordner eines importierten Embedders (leer: der mitgelieferte)</translation>
    </message>
    <message>
        <source>Folder of new tickets</source>
        <translation>Ordner neuer Tickets</translation>
    </message>
    <message>
        <source>Folder of releases</source>
        <translation>Ordner der Releases</translation>
    </message>
    <message>
        <source>Folder where the team's releases arrive (empty: none is watched)</source>
        <translation>Ordner, in dem Releases des Teams ankommen (leer: keiner wird überwacht)</translation>
    </message>
    <message>
        <source>For you alone: no draft is written from these, and copying their words is stopped.</source>
        <translation>Nur für Sie: Daraus wird kein Entwurf geschrieben, und das Kopieren ihrer Worte wird verhindert.</translation>
    </message>
    <message>
        <source>For your own people: shown to you beside a draft, never quoted in a reply.</source>
        <translation>Für Ihre eigenen Leute: Sie sehen es neben dem Entwurf, in einer Antwort wird es nie zitiert.</translation>
    </message>
    <message>
        <source>Forbidden facts stated</source>
        <translation>Genannte verbotene Fakten</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Forget that one first, under Sources.</source>
        <translation>Entfernen Sie zuerst diese, unter „Quellen“.</translation>
    </message>
    <message>
        <source>Forget {name}? {documents} and everything derived from them leave the index. The files themselves and past drafts stay.</source>
        <translation>{name} entfernen? {documents} und alles daraus Abgeleitete verlassen den Index. Die Dateien selbst und frühere Entwürfe bleiben.</translation>
    </message>
    <message>
        <source>Forgot {what}, but the database file still holds this of it: {left}.</source>
        <translation>{what} entfernt, aber die Datenbankdatei enthält davon noch: {left}.</translation>
    </message>
    <message>
        <source>Forgot {what}.</source>
        <translation>{what} entfernt.</translation>
    </message>
    <message>
        <source>Forgot {what}. Proof: looked for {phrases} of it in {pages} of the database file and found none.</source>
        <translation>{what} entfernt. Nachweis: {phrases} davon in der Datenbankdatei gesucht ({pages}), nichts gefunden.</translation>
    </message>
    <message>
        <source>Fraud and account security, at once</source>
        <translation>Betrug und Kontosicherheit, sofort</translation>
    </message>
    <message>
        <source>Fraud or account takeover</source>
        <translation>Betrug oder Kontoübernahme</translation>
    </message>
    <message>
        <source>Free some space and do it again.</source>
        <translation>Schaffen Sie Platz und wiederholen Sie es.</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>From any program: {trigger}. Under Wayland no program reads what is selected in another one, so copy the message first.</source>
        <translation>Aus jedem Programm: {trigger}. Unter Wayland liest kein Programm, was in einem anderen markiert ist; kopieren Sie die Nachricht zuerst.</translation>
    </message>
    <message>
        <source>From now on half of the tickets are drafted by {first}, half by {second}.</source>
        <translation>Ab jetzt wird eine Hälfte der Tickets mit {first} entworfen, die andere mit {second}.</translation>
    </message>
    <message>
        <source>From paste to copy, half of the drafts</source>
        <translation>Vom Einfügen bis zum Kopieren, Hälfte der Entwürfe</translation>
    </message>
    <message>
        <source>From then on nothing opens without it. Nobody can recover it for you, so keep it in a safe place.</source>
        <translation>Danach öffnet nichts ohne sie. Niemand kann sie für Sie wiederherstellen; verwahren Sie sie sicher.</translation>
    </message>
    <message>
        <source>From {n} in 90 days on: both.</source>
        <translation>Ab {n} in 90 Tagen: beides.</translation>
    </message>
    <message>
        <source>From {n} levels and {n2} topics on: both;</source>
        <translation>Ab {n} Stufen und {n2} Themen: beides;</translation>
    </message>
    <message>
        <source>From {n} levels and {n2} topics on: both; else {w}.</source>
        <translation>Ab {n} Stufen und {n2} Themen: beides; sonst {w}.</translation>
    </message>
    <message>
        <source>From {p} of tickets and {p2} of edits on: both.</source>
        <translation>Ab {p} der Tickets und {p2} der Änderungen: beides.</translation>
    </message>
    <message>
        <source>From {p} on: {w}.</source>
        <translation>Ab {p}: {w}.</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Get it again from who made it.</source>
        <translation>Lassen Sie es sich noch einmal geben.</translation>
    </message>
    <message>
        <source>Get it again.</source>
        <translation>Besorgen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Get the bundle again.</source>
        <translation>Besorgen Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>Give the file that was saved after an erasure.</source>
        <translation>Geben Sie die Datei an, die nach einer Löschung gespeichert wurde.</translation>
    </message>
    <message>
        <source>Give the run a name first.</source>
        <translation>Geben Sie dem Lauf zuerst einen Namen.</translation>
    </message>
    <message>
        <source>Give {name} another name</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>Go back to the style before this one</source>
        <translation>Zurück zum Stil vor diesem</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on learning when the computer runs on battery</source>
        <translation>Auch im Akkubetrieb weiterlernen</translation>
    </message>
    <message>
        <source>Go on with it on the draft page (Enter)</source>
        <translation>Auf der Entwurfsseite weiterbearbeiten (Enter)</translation>
    </message>
    <message>
        <source>Go on with the training that was paused</source>
        <translation>Das angehaltene Training fortsetzen</translation>
    </message>
    <message>
        <source>Go to line</source>
        <translation>Zur Zeile</translation>
    </message>
    <message>
        <source>Go to the first mistake</source>
        <translation>Zum ersten Fehler</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>Gehe zu {name}</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Golden runs</source>
        <translation>Referenzläufe</translation>
    </message>
    <message>
        <source>Golden ticket</source>
        <translation>Referenzticket</translation>
    </message>
    <message>
        <source>Golden ticket {ticket}</source>
        <translation>Referenzticket {ticket}</translation>
    </message>
    <message>
        <source>Golden tickets</source>
        <translation>Referenztickets</translation>
    </message>
    <message>
        <source>Golden tickets ({patterns})</source>
        <translation>Referenztickets ({patterns})</translation>
    </message>
    <message>
        <source>Golden tickets are tickets with known answers. Run them to see how good the drafts are with these documents, and save a run to see later what got better and what got worse.</source>
        <translation>Referenztickets sind Tickets mit bekannter Antwort. Lassen Sie sie laufen, um zu sehen, wie gut die Entwürfe mit diesen Dokumenten sind, und speichern Sie einen Lauf, um später zu sehen, was besser und was schlechter wurde.</translation>
    </message>
    <message>
        <source>Golden tickets of the activation gate, ';' between them (empty: golden/ in the home)</source>
        <translation>Referenztickets für die Aktivierung, mit „;“ getrennt (leer: golden/ im Datenordner)</translation>
    </message>
    <message>
        <source>Golden tickets right, of {n}: {n2} by sources, {n3} by style, {n4} by both.</source>
        <translation>Gelungene Referenztickets, von {n}: {n2} mit Quellen, {n3} mit Stil, {n4} mit beidem.</translation>
    </message>
    <message>
        <source>Golden tickets: {w} records are valid.</source>
        <translation>Referenztickets: {w} Einträge sind gültig.</translation>
    </message>
    <message>
        <source>Golden tickets: {w} sentences are backed by what they cite.</source>
        <translation>Referenztickets: {w} Sätze sind durch ihr Zitat belegt.</translation>
    </message>
    <message>
        <source>Golden tickets: “{name}” of {moment}.</source>
        <translation>Referenztickets: „{name}“ vom {moment}.</translation>
    </message>
    <message>
        <source>Gone back to</source>
        <translation>Zurückgekehrt</translation>
    </message>
    <message>
        <source>Gone back. From now on drafts are written by {style}.</source>
        <translation>Zurückgenommen. Ab jetzt entwirft: {style}.</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>Anrede</translation>
    </message>
    <message>
        <source>Grounded</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Group the tickets that have no topic</source>
        <translation>Tickets ohne Thema gruppieren</translation>
    </message>
    <message>
        <source>Group tickets</source>
        <translation>Tickets gruppieren</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Groups to name</source>
        <translation>Zu benennende Gruppen</translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation>HTML (*.html)</translation>
    </message>
    <message>
        <source>Half of the golden tickets take {n} s with both, {n2} s by style alone.</source>
        <translation>Die Hälfte der Referenztickets braucht {n} s mit beidem, {n2} s nur mit Stil.</translation>
    </message>
    <message>
        <source>Half of the tickets are drafted in each way. Look as often as you like; the verdict can be relied on.</source>
        <translation>Auf jede Art wird die Hälfte der Tickets entworfen. Sehen Sie nach, sooft Sie möchten; auf das Ergebnis ist Verlass.</translation>
    </message>
    <message>
        <source>Handed over to a person</source>
        <translation>An einen Menschen übergeben</translation>
    </message>
    <message>
        <source>Harmful</source>
        <translation>Schädlich</translation>
    </message>
    <message>
        <source>Have a reply drafted all the same; the log and the audit log say that you did</source>
        <translation>Trotzdem eine Antwort entwerfen lassen; Protokoll und Prüfprotokoll halten das fest</translation>
    </message>
    <message>
        <source>Heavy editing</source>
        <translation>Stark bearbeitet</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Löschsperre</translation>
    </message>
    <message>
        <source>Held: neither erasure nor retention takes it.</source>
        <translation>Löschsperre gesetzt: Weder Löschen noch Fristen betreffen ihn.</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>Löschsperre: {reason}</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>High-touch work, where a wrong tone does harm</source>
        <translation>Heikle Arbeit, bei der ein falscher Ton schadet</translation>
    </message>
    <message>
        <source>Highly specialised knowledge</source>
        <translation>Hoch spezialisiertes Wissen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Löschsperre</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Holds since {moment}</source>
        <translation>Erfüllt seit {moment}</translation>
    </message>
    <message>
        <source>Home loans</source>
        <translation>Baufinanzierung</translation>
    </message>
    <message>
        <source>Homes to let and for sale</source>
        <translation>Wohnungen zur Miete und zum Kauf</translation>
    </message>
    <message>
        <source>Hotels</source>
        <translation>Hotels</translation>
    </message>
    <message>
        <source>House rules</source>
        <translation>Hausregeln</translation>
    </message>
    <message>
        <source>Household devices under warranty</source>
        <translation>Haushaltsgeräte mit Garantie</translation>
    </message>
    <message>
        <source>How drafts were received</source>
        <translation>Wie Entwürfe aufgenommen wurden</translation>
    </message>
    <message>
        <source>How far confidence is off</source>
        <translation>Wie weit die Sicherheit danebenliegt</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Entstehung</translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>How many drafts were made here in the last twelve weeks, and what became of them. Counts alone: no ticket, no text, no name.</source>
        <translation>Wie viele Entwürfe hier in den letzten zwölf Wochen entstanden und was aus ihnen wurde. Nur Zahlen: kein Ticket, kein Text, kein Name.</translation>
    </message>
    <message>
        <source>How much was edited</source>
        <translation>Wie viel bearbeitet wurde</translation>
    </message>
    <message>
        <source>How the house writes</source>
        <translation>Wie das Haus schreibt</translation>
    </message>
    <message>
        <source>How this draft was made</source>
        <translation>Wie dieser Entwurf entstand</translation>
    </message>
    <message>
        <source>How to copy</source>
        <translation>Art des Kopierens</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol im Infobereich</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>Kennungen</translation>
    </message>
    <message>
        <source>Ids, with commas</source>
        <translation>Kennungen, mit Komma getrennt</translation>
    </message>
    <message>
        <source>If it must leave all the same, say why. The reason is kept in the audit log.</source>
        <translation>Wenn der Text trotzdem hinausgehen muss, nennen Sie den Grund. Er wird im Prüfprotokoll festgehalten.</translation>
    </message>
    <message>
        <source>If the shares stay as they are, collect outcomes of about {n} drafts more.</source>
        <translation>Bleiben die Anteile so, sammeln Sie Ergebnisse von etwa {n} weiteren Entwürfen.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import a GGUF file (Llama, Qwen2)</source>
        <translation>GGUF-Datei importieren (Llama, Qwen2)</translation>
    </message>
    <message>
        <source>Import a bundle</source>
        <translation>Paket importieren</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Import bundle…</source>
        <translation>Paket importieren…</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Importing {id}…</source>
        <translation>{id} wird importiert…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>In a draft: cite a passage</source>
        <translation>Im Entwurf: Textstelle zitieren</translation>
    </message>
    <message>
        <source>In a page: the next page</source>
        <translation>Auf einer Seite: nächste Seite</translation>
    </message>
    <message>
        <source>In a page: the page before</source>
        <translation>Auf einer Seite: vorige Seite</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>In force until {day}.</source>
        <translation>In Kraft bis {day}.</translation>
    </message>
    <message>
        <source>In force.</source>
        <translation>In Kraft.</translation>
    </message>
    <message>
        <source>In the EU a refund that is due is not replaced by a voucher against the customer's will.</source>
        <translation>In der EU ersetzt kein Gutschein gegen den Willen des Kunden eine fällige Erstattung.</translation>
    </message>
    <message>
        <source>In the EU the seller answers for defects for at least two years, beside any manufacturer's warranty.</source>
        <translation>In der EU haftet der Verkäufer mindestens zwei Jahre für Mängel, neben jeder Herstellergarantie.</translation>
    </message>
    <message>
        <source>In the log and in what the models read. The draft on screen and the copy show them.</source>
        <translation>Im Protokoll und in dem, was die Modelle lesen. Der Entwurf auf dem Bildschirm und die Kopie zeigen sie.</translation>
    </message>
    <message>
        <source>In the rail: the place above</source>
        <translation>In der Leiste: Bereich darüber</translation>
    </message>
    <message>
        <source>In the rail: the place below</source>
        <translation>In der Leiste: Bereich darunter</translation>
    </message>
    <message>
        <source>In {n} day {n2} of {n3} documents changed, {n4} times in all; {n5} of them weekly or more often.</source>
        <translation>In {n} Tag änderten sich {n2} von {n3} Dokumenten, insgesamt {n4}-mal; {n5} davon wöchentlich oder öfter.</translation>
    </message>
    <message>
        <source>In {n} days {n2} of {n3} documents changed, {n4} times in all; {n5} of them weekly or more often.</source>
        <translation>In {n} Tagen änderten sich {n2} von {n3} Dokumenten, insgesamt {n4}-mal; {n5} davon wöchentlich oder öfter.</translation>
    </message>
    <message>
        <source>Index what has changed in {name} now</source>
        <translation>Jetzt indexieren, was sich in {name} geändert hat</translation>
    </message>
    <message>
        <source>Indexed</source>
        <translation>Indexiert</translation>
    </message>
    <message>
        <source>Indexed in {seconds} s: {what}.</source>
        <translation>In {seconds} s indexiert: {what}.</translation>
    </message>
    <message>
        <source>Indexing progress</source>
        <translation>Fortschritt der Indexierung</translation>
    </message>
    <message>
        <source>Injury or product safety</source>
        <translation>Verletzung oder Produktsicherheit</translation>
    </message>
    <message>
        <source>Install Citewell again.</source>
        <translation>Installieren Sie Citewell neu.</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Versicherung</translation>
    </message>
    <message>
        <source>Internal: do not send ({hits})</source>
        <translation>Intern: nicht senden ({hits})</translation>
    </message>
    <message>
        <source>Is protecting personal data essential?</source>
        <translation>Ist der Schutz personenbezogener Daten wesentlich?</translation>
    </message>
    <message>
        <source>Is room for ongoing experiments needed?</source>
        <translation>Braucht es Raum für laufende Versuche?</translation>
    </message>
    <message>
        <source>Is the team ready to label training data?</source>
        <translation>Ist das Team bereit, Trainingsdaten auszuzeichnen?</translation>
    </message>
    <message>
        <source>It cannot be told; it does not count</source>
        <translation>Nicht zu beurteilen; zählt nicht</translation>
    </message>
    <message>
        <source>It is wrong, and somebody would have come to harm by it</source>
        <translation>Er ist falsch, und jemand wäre zu Schaden gekommen</translation>
    </message>
    <message>
        <source>It leaves the clipboard in {seconds} s.</source>
        <translation>Nach {seconds} s wird die Zwischenablage geleert.</translation>
    </message>
    <message>
        <source>It means ({share}) “{quote}”.</source>
        <translation>Gemeint ist ({share}) „{quote}“.</translation>
    </message>
    <message>
        <source>It must be at least {n}.</source>
        <translation>Muss mindestens {n} sein.</translation>
    </message>
    <message>
        <source>It must be at most {n}.</source>
        <translation>Darf höchstens {n} sein.</translation>
    </message>
    <message>
        <source>It must be of type {kind}.</source>
        <translation>Muss vom Typ {kind} sein.</translation>
    </message>
    <message>
        <source>It must be one of {names}.</source>
        <translation>Muss eines von diesen sein: {names}.</translation>
    </message>
    <message>
        <source>It says “{quote}”.</source>
        <translation>Es sagt „{quote}“.</translation>
    </message>
    <message>
        <source>It was compared with release {number}.</source>
        <translation>Verglichen wurde mit Release {number}.</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Its file or folder says that it is confidential</source>
        <translation>Die Datei oder ihr Ordner ist als vertraulich gekennzeichnet</translation>
    </message>
    <message>
        <source>Its lead ran {tickets} golden tickets before signing. There was no earlier run to compare with.</source>
        <translation>Die Leitung ließ vor der Signatur {tickets} Referenztickets laufen. Einen früheren Lauf zum Vergleich gab es nicht.</translation>
    </message>
    <message>
        <source>Its lead ran {tickets} golden tickets before signing: not worse than before.</source>
        <translation>Die Leitung ließ vor der Signatur {tickets} Referenztickets laufen: nicht schlechter als zuvor.</translation>
    </message>
    <message>
        <source>Its lead signed it though golden tickets got worse. The reason given: “{reason}”</source>
        <translation>Die Leitung hat es signiert, obwohl Referenztickets schlechter wurden. Angegebener Grund: „{reason}“</translation>
    </message>
    <message>
        <source>Its words were erased.</source>
        <translation>Der Wortlaut wurde gelöscht.</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>JSON or CSV file of cloud prices to set costs beside (empty: none)</source>
        <translation>JSON- oder CSV-Datei mit Cloud-Preisen zum Vergleich (leer: keine)</translation>
    </message>
    <message>
        <source>Judge tickets</source>
        <translation>Tickets beurteilen</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Beurteilt</translation>
    </message>
    <message>
        <source>Keep it from erasure and retention</source>
        <translation>Von Löschung und Fristen ausnehmen</translation>
    </message>
    <message>
        <source>Keep this run, to compare later ones with it</source>
        <translation>Diesen Lauf behalten, um spätere damit zu vergleichen</translation>
    </message>
    <message>
        <source>Key in any program</source>
        <translation>Taste in jedem Programm</translation>
    </message>
    <message>
        <source>Key that drafts what is selected or copied in any program (empty: none)</source>
        <translation>Taste, die in jedem Programm Markiertes oder Kopiertes entwirft (leer: keine)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>Tasten und ihre Wirkung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Larger pages</source>
        <translation>Seiten größer</translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation>Größte Datei</translation>
    </message>
    <message>
        <source>Largest file that is indexed, in megabytes</source>
        <translation>Größte Datei, die indexiert wird, in Megabyte</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>Letztes Mal</translation>
    </message>
    <message>
        <source>Late fees by country, plans for people in difficulty, careful words.</source>
        <translation>Mahngebühren nach Land, Pläne für Menschen in Not, behutsame Worte.</translation>
    </message>
    <message>
        <source>Law firm</source>
        <translation>Kanzlei</translation>
    </message>
    <message>
        <source>Layers of the model for the graphics card (-1: automatic)</source>
        <translation>Schichten des Modells für die Grafikkarte (-1: automatisch)</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>Schichten auf der Grafikkarte</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learn a style from these edits</source>
        <translation>Aus diesen Änderungen einen Stil lernen</translation>
    </message>
    <message>
        <source>Learn from edits</source>
        <translation>Aus Änderungen lernen</translation>
    </message>
    <message>
        <source>Learn on battery</source>
        <translation>Im Akkubetrieb lernen</translation>
    </message>
    <message>
        <source>Learned here</source>
        <translation>Hier gelernt</translation>
    </message>
    <message>
        <source>Learned {when}</source>
        <translation>Am {when} gelernt</translation>
    </message>
    <message>
        <source>Learning a style</source>
        <translation>Einen Stil lernen</translation>
    </message>
    <message>
        <source>Learning progress</source>
        <translation>Fortschritt des Lernens</translation>
    </message>
    <message>
        <source>Learning: about {left} minutes left</source>
        <translation>Lernen: noch etwa {left} Minuten</translation>
    </message>
    <message>
        <source>Learning: less than 2 minutes left</source>
        <translation>Lernen: noch weniger als 2 Minuten</translation>
    </message>
    <message>
        <source>Least group of a roll-up</source>
        <translation>Kleinste Gruppe im Sammelbericht</translation>
    </message>
    <message>
        <source>Leave planted orders out</source>
        <translation>Eingeschmuggelte Anweisungen auslassen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Legal</source>
        <translation>Recht</translation>
    </message>
    <message>
        <source>Legal and compliance</source>
        <translation>Recht und Compliance</translation>
    </message>
    <message>
        <source>Legal threat</source>
        <translation>Drohung mit rechtlichen Schritten</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Let what is measured decide again</source>
        <translation>Wieder nach Messung entscheiden lassen</translation>
    </message>
    <message>
        <source>Letter form of replies</source>
        <translation>Briefform der Antworten</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Lightly edited</source>
        <translation>Leicht bearbeitet</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Line {line}: {message}</source>
        <translation>Zeile {line}: {message}</translation>
    </message>
    <message>
        <source>Lines of the audit log</source>
        <translation>Zeilen des Prüfprotokolls</translation>
    </message>
    <message>
        <source>Lines: where the true share most likely is</source>
        <translation>Linien: wo der wahre Anteil am wahrscheinlichsten liegt</translation>
    </message>
    <message>
        <source>List of tickets</source>
        <translation>Ticketliste</translation>
    </message>
    <message>
        <source>List the documents of {name}</source>
        <translation>Dokumente von {name} auflisten</translation>
    </message>
    <message>
        <source>Listings as pages and as a table, fees by city and year, fair letting.</source>
        <translation>Angebote als Seiten und Tabelle, Gebühren nach Stadt und Jahr, faire Vermietung.</translation>
    </message>
    <message>
        <source>Lists, tables and texts</source>
        <translation>Listen, Tabellen und Texte</translation>
    </message>
    <message>
        <source>Little editing</source>
        <translation>Wenig bearbeitet</translation>
    </message>
    <message>
        <source>Live work</source>
        <translation>Laufende Arbeit</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L) sets a passphrase that protects it.</source>
        <translation>„Sperren“ (Strg+L) legt eine Passphrase fest, die ihn schützt.</translation>
    </message>
    <message>
        <source>Lock and network</source>
        <translation>Sperre und Netzwerk</translation>
    </message>
    <message>
        <source>Lock by itself</source>
        <translation>Von selbst sperren</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Log ends a hold.</source>
        <translation>„Protokoll“ hebt eine Löschsperre auf.</translation>
    </message>
    <message>
        <source>Log lists the drafts.</source>
        <translation>„Protokoll“ führt die Entwürfe auf.</translation>
    </message>
    <message>
        <source>Log shows what waits for a review.</source>
        <translation>„Protokoll“ zeigt, was auf Durchsicht wartet.</translation>
    </message>
    <message>
        <source>Log: {n} s and {n2} tokens a reply.</source>
        <translation>Protokoll: {n} s und {n2} Token je Antwort.</translation>
    </message>
    <message>
        <source>Look at everything again</source>
        <translation>Alles noch einmal ansehen</translation>
    </message>
    <message>
        <source>Look for risks</source>
        <translation>Nach Risiken suchen</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Nachsehen</translation>
    </message>
    <message>
        <source>Look up what the documents do not answer</source>
        <translation>Nachsehen, was die Dokumente nicht beantworten</translation>
    </message>
    <message>
        <source>Looked at {time}</source>
        <translation>Geprüft um {time}</translation>
    </message>
    <message>
        <source>Looking for documents…</source>
        <translation>Dokumente werden gesucht…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Made of the documents' own sentences.</source>
        <translation>Aus Sätzen der Dokumente gebildet.</translation>
    </message>
    <message>
        <source>Make this group a topic</source>
        <translation>Aus dieser Gruppe ein Thema machen</translation>
    </message>
    <message>
        <source>Manage</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Many leaflets that look alike, fees by insurance; urgent matters go to a person.</source>
        <translation>Viele ähnliche Merkblätter, Kosten nach Kasse; Dringendes geht an Menschen.</translation>
    </message>
    <message>
        <source>Marked: the lines that the draft rests on; the passage around them is shaded.</source>
        <translation>Markiert: die Zeilen, auf denen der Entwurf beruht; die Textstelle darum ist hinterlegt.</translation>
    </message>
    <message>
        <source>Marked: the words that the draft rests on; the passage around them is shaded.</source>
        <translation>Markiert: die Worte, auf denen der Entwurf beruht; die Textstelle darum ist hinterlegt.</translation>
    </message>
    <message>
        <source>Mask personal data</source>
        <translation>Personenbezogene Daten maskieren</translation>
    </message>
    <message>
        <source>Mask private persons' data in documents as they are read</source>
        <translation>Daten von Privatpersonen in Dokumenten beim Lesen maskieren</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Measure</source>
        <comment>do</comment>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure how fast {name} is here</source>
        <translation>Messen, wie schnell {name} hier ist</translation>
    </message>
    <message>
        <source>Measure of the plot</source>
        <translation>Kennzahl des Diagramms</translation>
    </message>
    <message>
        <source>Measured {moment} over {drafts}.</source>
        <translation>Gemessen am {moment} über {drafts}.</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen…</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Megabytes of memory that reading one file may take</source>
        <translation>Megabyte Speicher, die das Lesen einer Datei brauchen darf</translation>
    </message>
    <message>
        <source>Memory for a file</source>
        <translation>Speicher je Datei</translation>
    </message>
    <message>
        <source>Minors</source>
        <translation>Minderjährige</translation>
    </message>
    <message>
        <source>Minutes that learning a style may take</source>
        <translation>Minuten, die das Lernen eines Stils dauern darf</translation>
    </message>
    <message>
        <source>Minutes until an untouched window locks (0: never; needs a passphrase)</source>
        <translation>Minuten, bis ein unberührtes Fenster gesperrt wird (0: nie; braucht eine Passphrase)</translation>
    </message>
    <message>
        <source>Missing step</source>
        <translation>Fehlender Schritt</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model files (*.gguf)</source>
        <translation>Modelldateien (*.gguf)</translation>
    </message>
    <message>
        <source>Model progress</source>
        <translation>Fortschritt des Modells</translation>
    </message>
    <message>
        <source>Model that drafts</source>
        <translation>Modell zum Entwerfen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Stärker</translation>
    </message>
    <message>
        <source>Mostly backed</source>
        <translation>Überwiegend belegt</translation>
    </message>
    <message>
        <source>Must be one value</source>
        <translation>Muss ein einzelner Wert sein</translation>
    </message>
    <message>
        <source>Must be public or confidential</source>
        <translation>Muss öffentlich oder vertraulich sein</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>do</comment>
        <translation>Benennen</translation>
    </message>
    <message>
        <source>Name group {number}</source>
        <translation>Gruppe {number} benennen</translation>
    </message>
    <message>
        <source>Name of group {number}: {words}</source>
        <translation>Name der Gruppe {number}: {words}</translation>
    </message>
    <message>
        <source>Name of this run</source>
        <translation>Name dieses Laufs</translation>
    </message>
    <message>
        <source>Name, new or one from above</source>
        <translation>Name, neu oder von oben</translation>
    </message>
    <message>
        <source>Names of topics</source>
        <translation>Namen der Themen</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>Nah</translation>
    </message>
    <message>
        <source>Near miss</source>
        <translation>Beinahe-Treffer</translation>
    </message>
    <message>
        <source>Near misses ({hits})</source>
        <translation>Beinahe-Treffer ({hits})</translation>
    </message>
    <message>
        <source>Need for speed</source>
        <translation>Bedarf an Geschwindigkeit</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negativ</translation>
    </message>
    <message>
        <source>Neither</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Network connections</source>
        <translation>Netzwerkverbindungen</translation>
    </message>
    <message>
        <source>Network connections of this program and its child processes, counted every few seconds. Press for a test.</source>
        <translation>Netzwerkverbindungen dieses Programms und seiner Unterprozesse, alle paar Sekunden gezählt. Klicken startet einen Test.</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Never masked; mask again</source>
        <translation>Nie maskiert; wieder maskieren</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>New topics begin with summaries; records and replies open when measured</source>
        <translation>Neue Themen beginnen mit Zusammenfassungen; Einträge und Antworten öffnen nach Messung</translation>
    </message>
    <message>
        <source>Newest drafts of a topic that its assist levels are measured on</source>
        <translation>Neueste Entwürfe eines Themas, an denen seine Stufen gemessen werden</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Weiter (Enter)</translation>
    </message>
    <message>
        <source>Next page (Page down)</source>
        <translation>Nächste Seite (Bild ab)</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>Next theme: system, light, dark</source>
        <translation>Nächstes Farbschema: System, hell, dunkel</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Nächstes Ticket</translation>
    </message>
    <message>
        <source>Next ticket: put this one away</source>
        <translation>Nächstes Ticket: dieses ablegen</translation>
    </message>
    <message>
        <source>No agent wrote an answer yet.</source>
        <translation>Noch hat kein Agent eine Antwort geschrieben.</translation>
    </message>
    <message>
        <source>No blinking cursor, no moving menus</source>
        <translation>Kein blinkender Cursor, keine bewegten Menüs</translation>
    </message>
    <message>
        <source>No document</source>
        <translation>Kein Dokument</translation>
    </message>
    <message>
        <source>No document answers this part: “{part}”. Answer it yourself.</source>
        <translation>Diesen Teil beantwortet kein Dokument: „{part}“. Beantworten Sie ihn selbst.</translation>
    </message>
    <message>
        <source>No document in the index seems to hold the answer.</source>
        <translation>Kein Dokument im Index scheint die Antwort zu enthalten.</translation>
    </message>
    <message>
        <source>No document is in {codes}.</source>
        <translation>In {codes} gibt es kein Dokument.</translation>
    </message>
    <message>
        <source>No document is indexed yet, so nothing can be cited. Open Citewell and add your documents.</source>
        <translation>Noch ist kein Dokument indexiert, also kann nichts zitiert werden. Öffnen Sie Citewell und fügen Sie Ihre Dokumente hinzu.</translation>
    </message>
    <message>
        <source>No document is like that. Clear the filter to see all of them.</source>
        <translation>Kein Dokument passt dazu. Leeren Sie den Filter, um alle zu sehen.</translation>
    </message>
    <message>
        <source>No draft holds these words.</source>
        <translation>Kein Entwurf enthält diese Worte.</translation>
    </message>
    <message>
        <source>No draft was made. {message}</source>
        <translation>Es wurde kein Entwurf erstellt. {message}</translation>
    </message>
    <message>
        <source>No draft yet. Write one under Draft: each is kept here, with what became of it.</source>
        <translation>Noch kein Entwurf. Schreiben Sie einen unter „Entwurf“: Jeder wird hier aufbewahrt, mit dem, was daraus wurde.</translation>
    </message>
    <message>
        <source>No end</source>
        <translation>Ohne Ende</translation>
    </message>
    <message>
        <source>No evidence: there is no draft.</source>
        <translation>Keine Belege: Es gibt keinen Entwurf.</translation>
    </message>
    <message>
        <source>No folder is chosen. Releases that arrive in one are checked and taken by themselves.</source>
        <translation>Es ist kein Ordner gewählt. Releases, die in einem ankommen, werden von selbst geprüft und übernommen.</translation>
    </message>
    <message>
        <source>No golden result</source>
        <translation>Kein Referenzergebnis</translation>
    </message>
    <message>
        <source>No golden result of this home: every draft by it says so.</source>
        <translation>Kein Referenzergebnis hier: Jeder Entwurf damit weist darauf hin.</translation>
    </message>
    <message>
        <source>No group has a name yet. Group the tickets, then name the groups that mean something to you.</source>
        <translation>Noch hat keine Gruppe einen Namen. Gruppieren Sie die Tickets und benennen Sie die Gruppen, die Ihnen etwas sagen.</translation>
    </message>
    <message>
        <source>No key is found by that.</source>
        <translation>Keine Taste passt dazu.</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Ohne Angabe</translation>
    </message>
    <message>
        <source>No network socket is open</source>
        <translation>Kein Netzwerk-Socket ist offen</translation>
    </message>
    <message>
        <source>No outcome recorded</source>
        <translation>Kein Ergebnis erfasst</translation>
    </message>
    <message>
        <source>No passage</source>
        <translation>Keine Textstelle</translation>
    </message>
    <message>
        <source>No passage is near these words.</source>
        <translation>Keine Textstelle kommt diesen Worten nahe.</translation>
    </message>
    <message>
        <source>No release is in use</source>
        <translation>Kein Release in Gebrauch</translation>
    </message>
    <message>
        <source>No release is in use any more</source>
        <translation>Es ist kein Release mehr in Gebrauch</translation>
    </message>
    <message>
        <source>No release is in use. Your lead hands releases out in a folder: choose it below, or take a file.</source>
        <translation>Es ist kein Release in Gebrauch. Ihre Leitung verteilt Releases in einem Ordner: Wählen Sie ihn unten oder nehmen Sie eine Datei.</translation>
    </message>
    <message>
        <source>No rule is in force until the pack is mended.</source>
        <translation>Bis das Paket berichtigt ist, gilt keine Regel.</translation>
    </message>
    <message>
        <source>No saved run has all three ways of drafting.</source>
        <translation>Kein gespeicherter Lauf enthält alle drei Arten zu entwerfen.</translation>
    </message>
    <message>
        <source>No setting is found by that.</source>
        <translation>Keine Einstellung passt dazu.</translation>
    </message>
    <message>
        <source>No source yet. Add a folder of documents or one file: text, office, PDF, tables, mail.</source>
        <translation>Noch keine Quelle. Fügen Sie einen Ordner mit Dokumenten oder eine Datei hinzu: Text, Office, PDF, Tabellen, E-Mails.</translation>
    </message>
    <message>
        <source>No space is left for {path}.</source>
        <translation>Für {path} ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>No style fits the base model in use, so drafts are written by it alone.</source>
        <translation>Kein Stil passt zum verwendeten Basismodell; es entwirft deshalb allein.</translation>
    </message>
    <message>
        <source>No style was learned.</source>
        <translation>Es wurde kein Stil gelernt.</translation>
    </message>
    <message>
        <source>No style yet. Drafts are written by the base model alone.</source>
        <translation>Noch kein Stil. Entwürfe schreibt das Basismodell allein.</translation>
    </message>
    <message>
        <source>No ticket waits. Drop mails (.eml), texts, JSON or a helpdesk’s export here, paste a message, or have a folder watched.</source>
        <translation>Kein Ticket wartet. Ziehen Sie E-Mails (.eml), Texte, JSON oder den Export eines Helpdesks hierher, fügen Sie eine Nachricht ein oder lassen Sie einen Ordner überwachen.</translation>
    </message>
    <message>
        <source>No verdict yet; {n} drafts wait for one.</source>
        <translation>Noch kein Urteil; {n} Entwürfe warten darauf.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Keines davon</translation>
    </message>
    <message>
        <source>None of your documents answers this clearly enough. Write from a near miss, or have a reply drafted anyway.</source>
        <translation>Keines Ihrer Dokumente beantwortet das klar genug. Schreiben Sie aus einem Beinahe-Treffer oder lassen Sie trotzdem entwerfen.</translation>
    </message>
    <message>
        <source>None open. Where an agent corrects a fact of a draft, the document it came from is named here.</source>
        <translation>Keine offen. Berichtigt ein Agent einen Fakt im Entwurf, wird hier das Dokument genannt, aus dem er kam.</translation>
    </message>
    <message>
        <source>None weekly: {w}.</source>
        <translation>Keines wöchentlich: {w}.</translation>
    </message>
    <message>
        <source>None: the file has not changed since it was added.</source>
        <translation>Keine: Die Datei hat sich seit dem Hinzufügen nicht geändert.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>urgency</comment>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Not checked since the window was opened.</source>
        <translation>Seit dem Öffnen des Fensters nicht geprüft.</translation>
    </message>
    <message>
        <source>Not checked: what is underlined and listed is out of date.</source>
        <translation>Nicht geprüft: Unterstreichungen und Liste sind veraltet.</translation>
    </message>
    <message>
        <source>Not closed yet, so that nothing is lost.</source>
        <translation>Noch nicht geschlossen, damit nichts verloren geht.</translation>
    </message>
    <message>
        <source>Not copied yet: the text is still being checked. Copy it again in a moment.</source>
        <translation>Noch nicht kopiert: Der Text wird noch geprüft. Kopieren Sie ihn gleich noch einmal.</translation>
    </message>
    <message>
        <source>Not copied, since it could not be noted. {message}</source>
        <translation>Nicht kopiert, weil es nicht festgehalten werden konnte. {message}</translation>
    </message>
    <message numerus="yes">
        <source>Not copied: {n} passages of this text stand in confidential documents. See below which, and take it out.</source>
        <translation>
            <numerusform>Nicht kopiert: {n} Stelle dieses Textes steht in vertraulichen Dokumenten. Unten sehen Sie, welche; nehmen Sie sie heraus.</numerusform>
            <numerusform>Nicht kopiert: {n} Stellen dieses Textes stehen in vertraulichen Dokumenten. Unten sehen Sie, welche; nehmen Sie sie heraus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not enough data</source>
        <translation>Zu wenig Daten</translation>
    </message>
    <message>
        <source>Not enough data yet to compare</source>
        <translation>Noch zu wenig Daten für einen Vergleich</translation>
    </message>
    <message>
        <source>Not enough data yet. Draft tickets, and say of each draft whether you accepted, edited or rejected it: the figures of your work stand here then.</source>
        <translation>Noch zu wenig Daten. Entwerfen Sie Tickets und geben Sie bei jedem Entwurf an, ob Sie ihn angenommen, bearbeitet oder verworfen haben: Dann stehen hier die Kennzahlen Ihrer Arbeit.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect 1 more draft.</source>
        <translation>Noch zu wenig Daten: 1 weiteren Entwurf sammeln.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect 30 drafts of a topic.</source>
        <translation>Noch zu wenig Daten: Sammeln Sie 30 Entwürfe eines Themas.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect a saved run of {n} golden tickets or more in all three ways;</source>
        <translation>Noch zu wenig Daten: Sammeln Sie einen gespeicherten Lauf von mindestens {n} Referenztickets auf alle drei Arten.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect one draft.</source>
        <translation>Noch zu wenig Daten: Sammeln Sie einen Entwurf.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect outcomes of drafts by {w} and by {w2}.</source>
        <translation>Noch zu wenig Daten: Sammeln Sie Ergebnisse von Entwürfen mit „{w}“ und mit „{w2}“.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect outcomes of drafts by {w}.</source>
        <translation>Noch zu wenig Daten: Sammeln Sie Ergebnisse von Entwürfen mit „{w}“.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect tickets and name their groups.</source>
        <translation>Noch zu wenig Daten: Sammeln Sie Tickets und benennen Sie ihre Gruppen.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect {n} drafts with an outcome.</source>
        <translation>Noch zu wenig Daten: Sammeln Sie {n} Entwürfe mit Ergebnis.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect {n} more drafts.</source>
        <translation>Noch zu wenig Daten: {n} weitere Entwürfe sammeln.</translation>
    </message>
    <message>
        <source>Not enough data yet: collect {w}.</source>
        <translation>Noch zu wenig Daten: {w} sammeln.</translation>
    </message>
    <message>
        <source>Not enough data yet: {n} of {n2} drafts by {w} and {n3} of {n4} drafts by {w2} were {w3}. {w4}</source>
        <translation>Noch zu wenig Daten: {n} von {n2} Entwürfen mit „{w}“ und {n3} von {n4} Entwürfen mit „{w2}“ wurden {w3}. {w4}</translation>
    </message>
    <message numerus="yes">
        <source>Not enough data yet: {n} tickets without a topic. Collect tickets: {least} that are alike make a group.</source>
        <translation>
            <numerusform>Noch zu wenig Daten: {n} Ticket ohne Thema. Sammeln Sie Tickets: {least} ähnliche ergeben eine Gruppe.</numerusform>
            <numerusform>Noch zu wenig Daten: {n} Tickets ohne Thema. Sammeln Sie Tickets: {least} ähnliche ergeben eine Gruppe.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not forgotten. {message}</source>
        <translation>Nicht entfernt. {message}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Not imported. {message}</source>
        <translation>Nicht importiert. {message}</translation>
    </message>
    <message>
        <source>Not indexed</source>
        <translation>Nicht indexiert</translation>
    </message>
    <message>
        <source>Not indexed, or with problems</source>
        <translation>Nicht indexiert oder mit Problemen</translation>
    </message>
    <message>
        <source>Not indexed. {message}</source>
        <translation>Nicht indexiert. {message}</translation>
    </message>
    <message>
        <source>Not indexed: {reason}.</source>
        <translation>Nicht indexiert: {reason}.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Not read: {names} ({problem}).</source>
        <translation>Nicht gelesen: {names} ({problem}).</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Sagen wir nicht</translation>
    </message>
    <message>
        <source>Not saved. {message}</source>
        <translation>Nicht gespeichert. {message}</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>Nicht angegeben</translation>
    </message>
    <message>
        <source>Not taken as yours, since it could not be noted. {message}</source>
        <translation>Nicht als Ihre Aussage übernommen, weil es nicht festgehalten werden konnte. {message}</translation>
    </message>
    <message>
        <source>Not this one</source>
        <translation>Diese nicht</translation>
    </message>
    <message>
        <source>Not worse than “{name}”: a new style as good as this would be activated.</source>
        <translation>Nicht schlechter als „{name}“: Ein neuer Stil, der so gut ist, würde aktiviert.</translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation>Noch nicht gültig</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Note of the reviewer</source>
        <translation>Notiz zur Durchsicht</translation>
    </message>
    <message>
        <source>Note the topic, and show another ticket</source>
        <translation>Thema festhalten und ein weiteres Ticket zeigen</translation>
    </message>
    <message>
        <source>Note, if any</source>
        <translation>Notiz, falls nötig</translation>
    </message>
    <message>
        <source>Notes of exports and backups</source>
        <translation>Vermerke zu Exporten und Sicherungen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Nothing in your documents came near this question.</source>
        <translation>Nichts in Ihren Dokumenten kam dieser Frage nahe.</translation>
    </message>
    <message>
        <source>Nothing is at {path}.</source>
        <translation>Unter {path} ist nichts vorhanden.</translation>
    </message>
    <message>
        <source>Nothing is called that. Try fewer letters.</source>
        <translation>Nichts heißt so. Versuchen Sie weniger Buchstaben.</translation>
    </message>
    <message>
        <source>Nothing is copied. Copy the customer’s message, then press the key again.</source>
        <translation>Es ist nichts kopiert. Kopieren Sie die Nachricht des Kunden und drücken Sie die Taste noch einmal.</translation>
    </message>
    <message>
        <source>Nothing is drafted until this is mended.</source>
        <translation>Bis das berichtigt ist, wird nichts entworfen.</translation>
    </message>
    <message>
        <source>Nothing is due</source>
        <translation>Nichts fällig</translation>
    </message>
    <message>
        <source>Nothing is indexed yet</source>
        <translation>Noch ist nichts indexiert</translation>
    </message>
    <message>
        <source>Nothing is indexed yet, so nothing can be cited.</source>
        <translation>Noch ist nichts indexiert, also kann nichts zitiert werden.</translation>
    </message>
    <message>
        <source>Nothing is selected or copied. Select or copy the customer’s message, then press the key again.</source>
        <translation>Nichts ist markiert oder kopiert. Markieren oder kopieren Sie die Nachricht des Kunden und drücken Sie die Taste erneut.</translation>
    </message>
    <message>
        <source>Nothing leaves</source>
        <translation>Nichts verlässt den Computer</translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation>Nichts verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Nothing new: these tickets are in the list already.</source>
        <translation>Nichts Neues: Diese Tickets sind schon in der Liste.</translation>
    </message>
    <message>
        <source>Nothing of a confidential document can be copied here.</source>
        <translation>Aus einem vertraulichen Dokument kann hier nichts kopiert werden.</translation>
    </message>
    <message>
        <source>Nothing of before</source>
        <translation>Nichts Früheres</translation>
    </message>
    <message>
        <source>Nothing of it is read before you choose. It can be changed later on the card of the source.</source>
        <translation>Vor Ihrer Wahl wird nichts davon gelesen. Sie lässt sich später auf der Karte der Quelle ändern.</translation>
    </message>
    <message>
        <source>Nothing of this is kept.</source>
        <translation>Davon wird nichts aufbewahrt.</translation>
    </message>
    <message>
        <source>Nothing required missing</source>
        <translation>Nichts Gefordertes fehlt</translation>
    </message>
    <message>
        <source>Nothing that most edits share</source>
        <translation>Nichts, was die meisten Änderungen gemeinsam haben</translation>
    </message>
    <message>
        <source>Nothing to find fault with.</source>
        <translation>Nichts zu beanstanden.</translation>
    </message>
    <message>
        <source>Nothing to learn from yet</source>
        <translation>Noch nichts zu lernen</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed. {error}</source>
        <translation>Es wurde nichts geändert. {error}</translation>
    </message>
    <message>
        <source>Nothing was changed. {message}</source>
        <translation>Es wurde nichts geändert. {message}</translation>
    </message>
    <message>
        <source>Nothing was erased, held or exported.</source>
        <translation>Nichts wurde gelöscht, gesperrt oder exportiert.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Nothing was recorded here: do it again.</source>
        <translation>Hier wurde nichts erfasst: Wiederholen Sie es.</translation>
    </message>
    <message>
        <source>Nothing was refused or rewritten so often that your documents do not answer it now.</source>
        <translation>Nichts wurde so oft abgelehnt oder umgeschrieben, dass Ihre Dokumente es jetzt nicht beantworten.</translation>
    </message>
    <message>
        <source>Nothing was restored.</source>
        <translation>Es wurde nichts wiederhergestellt.</translation>
    </message>
    <message>
        <source>Nothing was searched: the text is a holding reply without facts, and a person answers this ticket.</source>
        <translation>Es wurde nichts durchsucht: Der Text ist ein Zwischenbescheid ohne Fakten, und ein Mensch beantwortet dieses Ticket.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing: every setting is yours to choose.</source>
        <translation>Nichts: Alle Einstellungen liegen bei Ihnen.</translation>
    </message>
    <message>
        <source>Numbers and names without a source</source>
        <translation>Zahlen und Namen ohne Quelle</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Wovon</translation>
    </message>
    <message>
        <source>Of {n} golden tickets {n2} come right by sources alone, {n3} by style alone, {n4} by both (run “{name}”, {date}).</source>
        <translation>Von {n} Referenztickets gelingen {n2} nur mit Quellen, {n3} nur mit Stil, {n4} mit beidem (Lauf „{name}“, {date}).</translation>
    </message>
    <message>
        <source>Offers in a table, leasing and service plans by version, open recalls.</source>
        <translation>Angebote als Tabelle, Leasing und Servicepläne nach Version, offene Rückrufe.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Offline lock</source>
        <translation>Offline-Sperre</translation>
    </message>
    <message>
        <source>Offline lock: no model can be downloaded</source>
        <translation>Offline-Sperre: Es können keine Modelle heruntergeladen werden</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>On the golden tickets</source>
        <translation>Mit den Referenztickets</translation>
    </message>
    <message>
        <source>On this system no key of the whole desktop is taken yet. The icon in the tray opens the quick draft.</source>
        <translation>Auf diesem System wird noch keine Taste des ganzen Desktops belegt. Das Symbol im Infobereich öffnet den Schnellentwurf.</translation>
    </message>
    <message>
        <source>One language: {w}.</source>
        <translation>Eine Sprache: {w}.</translation>
    </message>
    <message>
        <source>One measure</source>
        <translation>Eine Kennzahl</translation>
    </message>
    <message>
        <source>One of them weekly: {w}.</source>
        <translation>Eines davon wöchentlich: {w}.</translation>
    </message>
    <message>
        <source>One question</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>One way</source>
        <translation>Die eine Art</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Online purchases in the EU can usually be withdrawn from within 14 days.</source>
        <translation>Onlinekäufe in der EU können meist binnen 14 Tagen widerrufen werden.</translation>
    </message>
    <message>
        <source>Online shop for garden and tools</source>
        <translation>Onlineshop für Garten und Werkzeug</translation>
    </message>
    <message>
        <source>Only you know it; it can be cited</source>
        <translation>Nur Ihnen bekannt; zitierbar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>do</comment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open Citewell</source>
        <translation>Citewell öffnen</translation>
    </message>
    <message>
        <source>Open by hand</source>
        <translation>Von Hand geöffnet</translation>
    </message>
    <message>
        <source>Open in Citewell</source>
        <translation>In Citewell öffnen</translation>
    </message>
    <message>
        <source>Open it by hand; it stays open until you give it back</source>
        <translation>Von Hand öffnen; bleibt offen, bis Sie es zurückgeben</translation>
    </message>
    <message>
        <source>Open it in Citewell</source>
        <translation>In Citewell öffnen</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Open the next citation</source>
        <translation>Nächsten Beleg öffnen</translation>
    </message>
    <message>
        <source>Open the row that is chosen</source>
        <translation>Gewählte Zeile öffnen</translation>
    </message>
    <message>
        <source>Opening your knowledge base…</source>
        <translation>Ihre Wissensbasis wird geöffnet…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Or look at it first with the documents of an invented company:</source>
        <translation>Oder sehen Sie es sich zuerst mit den Dokumenten einer erfundenen Firma an:</translation>
    </message>
    <message>
        <source>Orders left out</source>
        <translation>Anweisungen ausgelassen</translation>
    </message>
    <message>
        <source>Orders, stock and shipments as live tables; returns by country and goods.</source>
        <translation>Bestellungen, Bestand und Sendungen als Tabellen; Rückgaben nach Land und Ware.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Outcomes read</source>
        <translation>Ergebnisse gelesen</translation>
    </message>
    <message>
        <source>Outcomes with what was sent</source>
        <translation>Ergebnisse mit dem Gesendeten</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>Ausnahme machen…</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Packs and rules in force</source>
        <translation>Geltende Pakete und Regeln</translation>
    </message>
    <message>
        <source>Packs, a later one over the earlier</source>
        <translation>Pakete, spätere vor früheren</translation>
    </message>
    <message>
        <source>Page before (Page up)</source>
        <translation>Vorige Seite (Bild auf)</translation>
    </message>
    <message>
        <source>Page with the cited passage</source>
        <translation>Seite mit der zitierten Textstelle</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Seite {page} von {pages}</translation>
    </message>
    <message>
        <source>Part of the ticket gives orders to the program; it was not followed: “{order}”.</source>
        <translation>Ein Teil des Tickets gibt dem Programm Anweisungen; er wurde nicht befolgt: „{order}“.</translation>
    </message>
    <message>
        <source>Passage chosen</source>
        <translation>Textstelle gewählt</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Textstellen</translation>
    </message>
    <message>
        <source>Passages to cite</source>
        <translation>Textstellen zum Zitieren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase, again</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <source>Past drafts</source>
        <translation>Frühere Entwürfe</translation>
    </message>
    <message>
        <source>Past version</source>
        <translation>Frühere Version</translation>
    </message>
    <message>
        <source>Past versions</source>
        <translation>Frühere Versionen</translation>
    </message>
    <message>
        <source>Paste a reply to see what it breaks, or a customer’s message to see whether it is handed to a person.</source>
        <translation>Fügen Sie eine Antwort ein, um zu sehen, wogegen sie verstößt, oder eine Kundennachricht, um zu sehen, ob sie an einen Menschen geht.</translation>
    </message>
    <message>
        <source>Paste the customer’s message first.</source>
        <translation>Fügen Sie zuerst die Nachricht des Kunden ein.</translation>
    </message>
    <message>
        <source>Paste the customer’s message or the whole thread, or drop a mail here.</source>
        <translation>Fügen Sie die Nachricht des Kunden oder den ganzen Verlauf ein, oder ziehen Sie eine E-Mail hierher.</translation>
    </message>
    <message>
        <source>Path of a GGUF file to draft with (empty: the model that ships)</source>
        <translation>Pfad einer GGUF-Datei zum Entwerfen (leer: das mitgelieferte Modell)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause; what is learned is kept</source>
        <translation>Anhalten; das Gelernte bleibt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Paused and saved</source>
        <translation>Angehalten und gespeichert</translation>
    </message>
    <message>
        <source>Pausing: what is learned so far is being saved…</source>
        <translation>Wird angehalten: Das bisher Gelernte wird gespeichert…</translation>
    </message>
    <message>
        <source>Payment collection</source>
        <translation>Zahlungseinzug</translation>
    </message>
    <message>
        <source>Personal data masked</source>
        <translation>Personenbezogene Daten maskiert</translation>
    </message>
    <message>
        <source>Personal data without a time limit: {w}.</source>
        <translation>Personenbezogene Daten ohne Frist: {w}.</translation>
    </message>
    <message>
        <source>Personal values</source>
        <translation>Personenbezogene Werte</translation>
    </message>
    <message>
        <source>Personal values behind placeholders: {named}.</source>
        <translation>Personenbezogene Werte hinter Platzhaltern: {named}.</translation>
    </message>
    <message>
        <source>Pick a date</source>
        <translation>Datum wählen</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Plain tickets handed over</source>
        <translation>Übergebene gewöhnliche Tickets</translation>
    </message>
    <message>
        <source>Plain → in our voice</source>
        <translation>Schlicht → in unserem Ton</translation>
    </message>
    <message>
        <source>Plan: summaries, then templates, then replies</source>
        <translation>Plan: Zusammenfassungen, dann Vorlagen, dann Antworten</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Plot and table</source>
        <translation>Diagramm und Tabelle</translation>
    </message>
    <message>
        <source>Plot as an image (*.png);;Plot as a drawing (*.svg);;All figures as a table (*.csv)</source>
        <translation>Diagramm als Bild (*.png);;Diagramm als Zeichnung (*.svg);;Alle Kennzahlen als Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Policy pack</source>
        <translation>Richtlinienpaket</translation>
    </message>
    <message>
        <source>Policy packs</source>
        <translation>Richtlinienpakete</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positiv</translation>
    </message>
    <message>
        <source>Power of a core</source>
        <translation>Leistung eines Kerns</translation>
    </message>
    <message>
        <source>Preparing the new style for drafting…</source>
        <translation>Der neue Stil wird zum Entwerfen vorbereitet…</translation>
    </message>
    <message>
        <source>Preparing {name} for drafting…</source>
        <translation>{name} wird zum Entwerfen vorbereitet…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Press or social media</source>
        <translation>Presse oder soziale Medien</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Vorige (Umschalt+Enter)</translation>
    </message>
    <message>
        <source>Price of a kilowatt-hour, in hundredths of your currency (0: not known)</source>
        <translation>Preis einer Kilowattstunde in Hundertsteln Ihrer Währung (0: unbekannt)</translation>
    </message>
    <message>
        <source>Price of electricity</source>
        <translation>Strompreis</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Privacy lists them.</source>
        <translation>„Datenschutz“ führt sie auf.</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Processor threads for the models (0: all cores)</source>
        <translation>Prozessor-Threads für die Modelle (0: alle Kerne)</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Product question</source>
        <translation>Produktfrage</translation>
    </message>
    <message>
        <source>Product safety, at once</source>
        <translation>Produktsicherheit, sofort</translation>
    </message>
    <message>
        <source>Progress of the golden tickets</source>
        <translation>Fortschritt der Referenztickets</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Öffentlich</translation>
    </message>
    <message>
        <source>Put away. It stays under “Recent tickets and drafts” for two weeks.</source>
        <translation>Abgelegt. Zwei Wochen lang unter „Letzte Tickets und Entwürfe“.</translation>
    </message>
    <message>
        <source>Put the letter together</source>
        <translation>Brief zusammensetzen</translation>
    </message>
    <message>
        <source>Questions looked up</source>
        <translation>Fragen nachgesehen</translation>
    </message>
    <message>
        <source>Questions without an answer</source>
        <translation>Fragen ohne Antwort</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Rates in a table, rules of two countries, and no promise of an approval.</source>
        <translation>Zinsen als Tabelle, Regeln zweier Länder, und keine Zusage einer Bewilligung.</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>done</comment>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Read these files again, though they have not changed</source>
        <translation>Diese Dateien erneut lesen, obwohl sie unverändert sind</translation>
    </message>
    <message>
        <source>Read this document (Enter)</source>
        <translation>Dieses Dokument lesen (Enter)</translation>
    </message>
    <message>
        <source>Read what was found</source>
        <translation>Gefundenes lesen</translation>
    </message>
    <message>
        <source>Reading documents</source>
        <translation>Dokumente lesen</translation>
    </message>
    <message>
        <source>Reading the edit log…</source>
        <translation>Änderungsprotokoll wird gelesen…</translation>
    </message>
    <message>
        <source>Reading the golden tickets…</source>
        <translation>Referenztickets werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>Liste wird gelesen…</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>Protokoll wird gelesen…</translation>
    </message>
    <message>
        <source>Reading the tickets…</source>
        <translation>Tickets werden gelesen…</translation>
    </message>
    <message>
        <source>Reading your documents</source>
        <translation>Ihre Dokumente werden gelesen</translation>
    </message>
    <message>
        <source>Reading your documents…</source>
        <translation>Ihre Dokumente werden gelesen…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Ready for the work of running both</source>
        <translation>Bereit für den Aufwand, beides zu betreiben</translation>
    </message>
    <message>
        <source>Real-time figures (stock, orders)</source>
        <translation>Echtzeitwerte (Bestand, Bestellungen)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason of the legal hold</source>
        <translation>Grund der Löschsperre</translation>
    </message>
    <message>
        <source>Receipts and the end of the audit log are signed with the key of this computer, {device_key}.</source>
        <translation>Quittungen und das Ende des Prüfprotokolls sind mit dem Schlüssel dieses Computers signiert, {device_key}.</translation>
    </message>
    <message>
        <source>Recent tickets and drafts</source>
        <translation>Letzte Tickets und Entwürfe</translation>
    </message>
    <message>
        <source>Recent tickets and drafts of the draft page</source>
        <translation>Letzte Tickets und Entwürfe der Entwurfsseite</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
    <message>
        <source>Recorded: {what}.</source>
        <translation>Erfasst: {what}.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Records of learning</source>
        <translation>Aufzeichnungen des Lernens</translation>
    </message>
    <message>
        <source>Refunds by country and date, plans and their limits, an API, release notes.</source>
        <translation>Erstattung nach Land und Datum, Tarife und Grenzen, API, Versionshinweise.</translation>
    </message>
    <message>
        <source>Refusal</source>
        <translation>Ablehnung</translation>
    </message>
    <message>
        <source>Refusals that agents answered or rejected</source>
        <translation>Ablehnungen, die Agenten beantworteten oder verwarfen</translation>
    </message>
    <message>
        <source>Refusals that agents let stand</source>
        <translation>Ablehnungen, die Agenten bestehen ließen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Refused rightly</source>
        <translation>Zu Recht abgelehnt</translation>
    </message>
    <message>
        <source>Refused though something answers</source>
        <translation>Abgelehnt, obwohl etwas antwortet</translation>
    </message>
    <message>
        <source>Refused where nothing answers</source>
        <translation>Abgelehnt, wo nichts antwortet</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Region, product</source>
        <translation>Region, Produkt</translation>
    </message>
    <message>
        <source>Region, such as DE</source>
        <translation>Region, etwa DE</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Reject: the draft was of no use</source>
        <translation>Verwerfen: Der Entwurf war nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Release in use</source>
        <translation>Release in Gebrauch</translation>
    </message>
    <message>
        <source>Release of a team</source>
        <translation>Release eines Teams</translation>
    </message>
    <message>
        <source>Release {number} is in use</source>
        <translation>Release {number} ist in Gebrauch</translation>
    </message>
    <message>
        <source>Release {number} of {team}, in use since {day}.</source>
        <translation>Release {number} von {team}, in Gebrauch seit {day}.</translation>
    </message>
    <message>
        <source>Release {number} of {team}.</source>
        <translation>Release {number} von {team}.</translation>
    </message>
    <message>
        <source>Release {number} was gone back from and is not taken again by itself. “Take a release…” takes it again.</source>
        <translation>Von Release {number} wurde zurückgegangen; es wird nicht von selbst wieder übernommen. Mit „Release übernehmen…“ kommt es wieder in Gebrauch.</translation>
    </message>
    <message>
        <source>Releases (*.release *.delta)</source>
        <translation>Releases (*.release *.delta)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the topic “{name}” with its levels? Its tickets stay, without a topic.</source>
        <translation>Das Thema „{name}“ mit seinen Stufen entfernen? Seine Tickets bleiben, ohne Thema.</translation>
    </message>
    <message>
        <source>Remove {name} from the index</source>
        <translation>{name} aus dem Index entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the topic</source>
        <translation>Thema umbenennen</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Ersetzt</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Replies may quote it.</source>
        <translation>Antworten dürfen daraus zitieren.</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Reply or ticket to try</source>
        <translation>Antwort oder Ticket zum Ausprobieren</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Request under data protection law</source>
        <translation>Anfrage nach Datenschutzrecht</translation>
    </message>
    <message>
        <source>Required facts stated</source>
        <translation>Genannte geforderte Fakten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume goes on where it stopped.</source>
        <translation>„Fortsetzen“ macht dort weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>Nicht mehr verwendet</translation>
    </message>
    <message>
        <source>Retrieval</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Retrieval: facts come from your documents. Fine-tuning: the voice comes from a style that is learned from your edits. Each line is measured on this computer.</source>
        <translation>Suche: Fakten kommen aus Ihren Dokumenten. Feinabstimmung: Der Ton kommt aus einem Stil, der aus Ihren Änderungen gelernt wird. Jede Zeile ist auf diesem Computer gemessen.</translation>
    </message>
    <message>
        <source>Return or refund</source>
        <translation>Rückgabe oder Erstattung</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Review {waiting}</source>
        <translation>Durchsicht: {waiting}</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Durchgesehen</translation>
    </message>
    <message>
        <source>Reviewed: {verdict}</source>
        <translation>Durchgesehen: {verdict}</translation>
    </message>
    <message>
        <source>Rewriting drafts that it has not seen…</source>
        <translation>Noch nicht gesehene Entwürfe werden umgeschrieben…</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Right document</source>
        <translation>Richtiges Dokument</translation>
    </message>
    <message>
        <source>Right documents that are cited</source>
        <translation>Zitierte richtige Dokumente</translation>
    </message>
    <message>
        <source>Risks looked for</source>
        <translation>Nach Risiken gesucht</translation>
    </message>
    <message>
        <source>Risky tickets handed over</source>
        <translation>Übergebene heikle Tickets</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Rules over replies ({rules})</source>
        <translation>Regeln für Antworten ({rules})</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Run that is shown</source>
        <translation>Gezeigter Lauf</translation>
    </message>
    <message>
        <source>Run the golden tickets</source>
        <translation>Referenztickets laufen lassen</translation>
    </message>
    <message>
        <source>Run the golden tickets of a file</source>
        <translation>Referenztickets einer Datei laufen lassen</translation>
    </message>
    <message>
        <source>Run the tickets that a new style must pass</source>
        <translation>Die Tickets laufen lassen, die ein neuer Stil bestehen muss</translation>
    </message>
    <message>
        <source>Run your golden tickets by {name} and the one that ships</source>
        <translation>Ihre Referenztickets mit {name} und dem mitgelieferten Modell laufen lassen</translation>
    </message>
    <message>
        <source>Running the golden tickets…</source>
        <translation>Referenztickets laufen…</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Sample companies</source>
        <translation>Beispielfirmen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save it as UTF-8, then add it again.</source>
        <translation>Speichern Sie sie als UTF-8 und fügen Sie sie erneut hinzu.</translation>
    </message>
    <message>
        <source>Save over it</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Save pack</source>
        <translation>Paket speichern</translation>
    </message>
    <message>
        <source>Save run</source>
        <translation>Lauf speichern</translation>
    </message>
    <message>
        <source>Save the pack and use it from now on</source>
        <translation>Paket speichern und ab jetzt verwenden</translation>
    </message>
    <message>
        <source>Save the plot or the figures as a file</source>
        <translation>Diagramm oder Kennzahlen als Datei speichern</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Quittung speichern</translation>
    </message>
    <message>
        <source>Save them where every one can be used</source>
        <translation>Speichern, wenn jedes davon verwendbar ist</translation>
    </message>
    <message>
        <source>Saved and in force.</source>
        <translation>Gespeichert und in Kraft.</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>Als „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>Saved golden runs</source>
        <translation>Gespeicherte Referenzläufe</translation>
    </message>
    <message>
        <source>Saved, and indexed with these fields.</source>
        <translation>Gespeichert und mit diesen Feldern indexiert.</translation>
    </message>
    <message>
        <source>Saved, but not indexed yet: the next update uses it. {message}</source>
        <translation>Gespeichert, aber noch nicht indexiert: Die nächste Aktualisierung übernimmt es. {message}</translation>
    </message>
    <message>
        <source>Saved. It counts when Citewell is started anew.</source>
        <translation>Gespeichert. Gilt, wenn Citewell neu gestartet wird.</translation>
    </message>
    <message>
        <source>Saved. The document is indexed again with these fields…</source>
        <translation>Gespeichert. Das Dokument wird mit diesen Feldern neu indexiert…</translation>
    </message>
    <message>
        <source>Saved. The language changes when what is at work is done: {named}.</source>
        <translation>Gespeichert. Die Sprache wechselt, wenn fertig ist, was noch in Arbeit ist: {named}.</translation>
    </message>
    <message>
        <source>Saved. These rules hold from the next draft on.</source>
        <translation>Gespeichert. Diese Regeln gelten ab dem nächsten Entwurf.</translation>
    </message>
    <message numerus="yes">
        <source>Saved: {n} golden tickets. Run says how good the drafts are.</source>
        <translation>
            <numerusform>{n} Referenzticket gespeichert. „Starten“ zeigt, wie gut die Entwürfe sind.</numerusform>
            <numerusform>{n} Referenztickets gespeichert. „Starten“ zeigt, wie gut die Entwürfe sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Say of tickets drawn at random what they are about</source>
        <translation>Bei zufällig gezogenen Tickets sagen, wovon sie handeln</translation>
    </message>
    <message>
        <source>Say what is no personal data</source>
        <translation>Angeben, was nicht personenbezogen ist</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search all documents</source>
        <translation>Alle Dokumente durchsuchen</translation>
    </message>
    <message>
        <source>Search of the documents</source>
        <translation>Suche in den Dokumenten</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Tasten durchsuchen</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search tickets, drafts and sent texts</source>
        <translation>Tickets, Entwürfe und Gesendetes durchsuchen</translation>
    </message>
    <message>
        <source>Search what all documents say</source>
        <translation>Im Text aller Dokumente suchen</translation>
    </message>
    <message>
        <source>Search what the documents say…</source>
        <translation>Im Text der Dokumente suchen…</translation>
    </message>
    <message>
        <source>Search your documents</source>
        <translation>Ihre Dokumente durchsuchen</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>Durchsucht</translation>
    </message>
    <message>
        <source>Searched {n} passages in {n2} documents. None answers this clearly enough. Nearest: {nearest}.</source>
        <translation>{n} Textstellen in {n2} Dokumenten durchsucht. Keine beantwortet das klar genug. Am nächsten: {nearest}.</translation>
    </message>
    <message>
        <source>Searched {n} passages in {n2} documents; nothing came near.</source>
        <translation>{n} Textstellen in {n2} Dokumenten durchsucht; nichts kam nahe.</translation>
    </message>
    <message>
        <source>Searching your documents…</source>
        <translation>Ihre Dokumente werden durchsucht…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Seconds after which a copied draft leaves the clipboard (0: never)</source>
        <translation>Sekunden, nach denen ein kopierter Entwurf die Zwischenablage verlässt (0: nie)</translation>
    </message>
    <message>
        <source>Seconds that reading one file may take, and 4 more a megabyte</source>
        <translation>Sekunden, die das Lesen einer Datei dauern darf, und 4 mehr je Megabyte</translation>
    </message>
    <message>
        <source>Security incident or data breach</source>
        <translation>Sicherheitsvorfall oder Datenpanne</translation>
    </message>
    <message>
        <source>Security on call, at once</source>
        <translation>Sicherheitsbereitschaft, sofort</translation>
    </message>
    <message>
        <source>Self-harm or danger to life</source>
        <translation>Selbstgefährdung oder Lebensgefahr</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Sentences backed by what they cite</source>
        <translation>Sätze, die durch ihr Zitat belegt sind</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>Passphrase festlegen</translation>
    </message>
    <message>
        <source>Set back “{label}” to {default_words}</source>
        <translation>„{label}“ zurücksetzen auf: {default_words}</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>Festgelegt von</translation>
    </message>
    <message>
        <source>Set by the company</source>
        <translation>Von der Firma festgelegt</translation>
    </message>
    <message>
        <source>Set by {by}</source>
        <translation>Festgelegt von {by}</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>Passphrase festlegen</translation>
    </message>
    <message>
        <source>Set the clock right, or apply the time limits under Privacy.</source>
        <translation>Stellen Sie die Uhr, oder wenden Sie die Fristen unter „Datenschutz“ an.</translation>
    </message>
    <message>
        <source>Set these fields</source>
        <translation>Diese Felder speichern</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings that the company set</source>
        <translation>Von der Firma festgelegte Einstellungen</translation>
    </message>
    <message>
        <source>Several functions at once</source>
        <translation>Mehrere Aufgaben zugleich</translation>
    </message>
    <message numerus="yes">
        <source>Share of {n} held-out drafts that follow</source>
        <translation>
            <numerusform>Anteil von {n} zurückgehaltenem Entwurf, der sich hält an</numerusform>
            <numerusform>Anteil von {n} zurückgehaltenen Entwürfen, die sich halten an</numerusform>
        </translation>
    </message>
    <message>
        <source>Shares as close as these are not told apart soon; go on, or end it if either will do.</source>
        <translation>So nahe Anteile lassen sich nicht bald unterscheiden; machen Sie weiter, oder beenden Sie ihn, wenn beides genügt.</translation>
    </message>
    <message>
        <source>Ships with Citewell</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Alle Tasten anzeigen</translation>
    </message>
    <message>
        <source>Show all {number}</source>
        <translation>Alle {number} anzeigen</translation>
    </message>
    <message>
        <source>Show all {number}: {title}</source>
        <translation>Alle {number} anzeigen: {title}</translation>
    </message>
    <message>
        <source>Show an icon in the tray, where the desktop has one</source>
        <translation>Ein Symbol im Infobereich anzeigen, wo der Desktop einen hat</translation>
    </message>
    <message>
        <source>Show another ticket</source>
        <translation>Ein weiteres Ticket zeigen</translation>
    </message>
    <message>
        <source>Show confidential passages beside the draft</source>
        <translation>Vertrauliche Textstellen neben dem Entwurf anzeigen</translation>
    </message>
    <message>
        <source>Show how the draft was made</source>
        <translation>Zeigen, wie der Entwurf entstand</translation>
    </message>
    <message>
        <source>Show or hide the evidence</source>
        <translation>Belege ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show personal data</source>
        <translation>Personenbezogene Daten anzeigen</translation>
    </message>
    <message>
        <source>Show personal data in the edits</source>
        <translation>Personenbezogene Daten in den Änderungen anzeigen</translation>
    </message>
    <message>
        <source>Show personal data in the log</source>
        <translation>Personenbezogene Daten im Protokoll anzeigen</translation>
    </message>
    <message>
        <source>Show the next draft that was drawn for a second look</source>
        <translation>Nächsten zur Durchsicht gezogenen Entwurf zeigen</translation>
    </message>
    <message>
        <source>Show the text of this document</source>
        <translation>Text dieses Dokuments anzeigen</translation>
    </message>
    <message>
        <source>Show the ticket as a thread, or as text to edit</source>
        <translation>Ticket als Verlauf oder als Text zum Bearbeiten anzeigen</translation>
    </message>
    <message>
        <source>Show this passage in its document</source>
        <translation>Diese Textstelle in ihrem Dokument anzeigen</translation>
    </message>
    <message>
        <source>Sign-off</source>
        <translation>Grußformel</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
    <message>
        <source>Signer of releases</source>
        <translation>Signatur der Releases</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Smaller pages</source>
        <translation>Seiten kleiner</translation>
    </message>
    <message>
        <source>Software by subscription</source>
        <translation>Software im Abonnement</translation>
    </message>
    <message>
        <source>Solid documents, updated often</source>
        <translation>Gute, oft aktualisierte Dokumente</translation>
    </message>
    <message>
        <source>Something in it is wrong</source>
        <translation>Etwas darin ist falsch</translation>
    </message>
    <message>
        <source>Something is not as it should be</source>
        <translation>Etwas ist nicht, wie es sein soll</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Sources and style</source>
        <translation>Quellen und Stil</translation>
    </message>
    <message>
        <source>Sources are needed where {p} of tickets are about facts that have changed, {p2} of edits mend facts, or more golden tickets come right by sources.</source>
        <translation>Quellen sind nötig, wenn {p} der Tickets geänderte Fakten betreffen, {p2} der Änderungen Fakten berichtigen oder mehr Referenztickets mit Quellen gelingen.</translation>
    </message>
    <message>
        <source>Sources are no longer needed where under {p} of tickets are about facts that have changed, under {p2} of edits mend facts, and as many golden tickets come right by style alone.</source>
        <translation>Quellen sind nicht mehr nötig, wenn unter {p} der Tickets geänderte Fakten betreffen, unter {p2} der Änderungen Fakten berichtigen und ebenso viele Referenztickets nur mit Stil gelingen.</translation>
    </message>
    <message>
        <source>Sources lists them.</source>
        <translation>„Quellen“ führt sie auf.</translation>
    </message>
    <message>
        <source>Sources of the draft</source>
        <translation>Quellen des Entwurfs</translation>
    </message>
    <message>
        <source>Sources only</source>
        <translation>Nur Quellen</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Speed not measured on this machine yet.</source>
        <translation>Geschwindigkeit auf diesem Computer noch nicht gemessen.</translation>
    </message>
    <message>
        <source>Speed on {machine}, {day_of}</source>
        <translation>Geschwindigkeit auf {machine}, {day_of}</translation>
    </message>
    <message>
        <source>Split this sentence.</source>
        <translation>Teilen Sie diesen Satz.</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Citewell startet…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Still at work: {named}. The database closes when that is done.</source>
        <translation>Noch in Arbeit: {named}. Danach wird die Datenbank geschlossen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop drafting (Esc)</source>
        <translation>Entwerfen anhalten (Esc)</translation>
    </message>
    <message>
        <source>Stop indexing; what is done stays</source>
        <translation>Indexierung anhalten; Fertiges bleibt</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Nicht mehr überwachen</translation>
    </message>
    <message>
        <source>Stop; the model in use stays</source>
        <translation>Anhalten; das verwendete Modell bleibt</translation>
    </message>
    <message>
        <source>Stop; the style in use stays</source>
        <translation>Anhalten; der verwendete Stil bleibt</translation>
    </message>
    <message>
        <source>Stop; what was read is kept</source>
        <translation>Anhalten; Gelesenes bleibt</translation>
    </message>
    <message>
        <source>Stopped before anything was indexed.</source>
        <translation>Angehalten, bevor etwas indexiert war.</translation>
    </message>
    <message>
        <source>Stopped. Nothing of this run is kept.</source>
        <translation>Angehalten. Von diesem Lauf wird nichts aufbewahrt.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Stopped. The files that were finished are indexed; update the source to go on.</source>
        <translation>Angehalten. Die fertigen Dateien sind indexiert; aktualisieren Sie die Quelle, um fortzufahren.</translation>
    </message>
    <message>
        <source>Stopped. The style in use stays.</source>
        <translation>Angehalten. Der verwendete Stil bleibt.</translation>
    </message>
    <message>
        <source>Stopped. The ticket is as you left it; nothing was recorded.</source>
        <translation>Angehalten. Das Ticket ist unverändert; es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>Stopped. What was read until then is kept.</source>
        <translation>Angehalten. Das bis dahin Gelesene bleibt.</translation>
    </message>
    <message>
        <source>Stopped. What was trained is saved; Resume goes on with the check of it.</source>
        <translation>Angehalten. Das Trainierte ist gespeichert; „Fortsetzen“ macht mit der Prüfung weiter.</translation>
    </message>
    <message>
        <source>Stopping: the file at hand is let go…</source>
        <translation>Wird angehalten: Die aktuelle Datei wird losgelassen…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Storing the last passages…</source>
        <translation>Letzte Textstellen werden gespeichert…</translation>
    </message>
    <message>
        <source>Stronger colours and lines</source>
        <translation>Kräftigere Farben und Linien</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>Style activates it when the golden tickets allow it.</source>
        <translation>„Stil“ aktiviert ihn, wenn die Referenztickets es erlauben.</translation>
    </message>
    <message>
        <source>Style goes on with it: press Resume.</source>
        <translation>„Stil“ macht damit weiter: Drücken Sie „Fortsetzen“.</translation>
    </message>
    <message>
        <source>Style in use: {style}.</source>
        <translation>Verwendeter Stil: {style}.</translation>
    </message>
    <message>
        <source>Style lists the retired phrases.</source>
        <translation>„Stil“ führt die nicht mehr verwendeten Wendungen auf.</translation>
    </message>
    <message>
        <source>Style lists them.</source>
        <translation>„Stil“ führt sie auf.</translation>
    </message>
    <message>
        <source>Style only</source>
        <translation>Nur Stil</translation>
    </message>
    <message>
        <source>Style rules</source>
        <translation>Stilregeln</translation>
    </message>
    <message>
        <source>Style rules followed</source>
        <translation>Befolgte Stilregeln</translation>
    </message>
    <message>
        <source>Style rules kept with the style: {w}; with sources alone: {w2}.</source>
        <translation>Befolgte Stilregeln mit dem Stil: {w}; nur mit Quellen: {w2}.</translation>
    </message>
    <message>
        <source>Style starts a training.</source>
        <translation>„Stil“ beginnt ein Training.</translation>
    </message>
    <message>
        <source>Styled</source>
        <translation>Stil angewendet</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>Stile</translation>
    </message>
    <message>
        <source>Suggestions about facts</source>
        <translation>Vorschläge zu Fakten</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Summarise the ticket for a colleague</source>
        <translation>Ticket für andere im Team zusammenfassen</translation>
    </message>
    <message>
        <source>Summarising…</source>
        <translation>Wird zusammengefasst…</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Kurzfassung</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>Abgelöst</translation>
    </message>
    <message>
        <source>Supersedes</source>
        <translation>Löst ab</translation>
    </message>
    <message>
        <source>Support in several languages</source>
        <translation>Support in mehreren Sprachen</translation>
    </message>
    <message>
        <source>Take a release</source>
        <translation>Release übernehmen</translation>
    </message>
    <message>
        <source>Take a release…</source>
        <translation>Release übernehmen…</translation>
    </message>
    <message>
        <source>Take back what is set here</source>
        <translation>Hier Festgelegtes zurücknehmen</translation>
    </message>
    <message>
        <source>Take in knowledge, a policy pack, a style or a model as one signed file</source>
        <translation>Wissen, Richtlinienpaket, Stil oder Modell als signierte Datei übernehmen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the topic {name} away; tickets stay</source>
        <translation>Das Thema {name} entfernen; Tickets bleiben</translation>
    </message>
    <message>
        <source>Take these words out of the draft (Ctrl+Z undoes it)</source>
        <translation>Diese Worte aus dem Entwurf nehmen (Strg+Z macht es rückgängig)</translation>
    </message>
    <message>
        <source>Take this suggestion off the list</source>
        <translation>Diesen Vorschlag von der Liste nehmen</translation>
    </message>
    <message>
        <source>Taken off the list: {title}</source>
        <translation>Von der Liste genommen: {title}</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Team goes back to the release before.</source>
        <translation>„Team“ kehrt zum vorigen Release zurück.</translation>
    </message>
    <message>
        <source>Team lead and people team</source>
        <translation>Leitung und Personal</translation>
    </message>
    <message>
        <source>Team lead on duty, at once</source>
        <translation>Diensthabende Leitung, sofort</translation>
    </message>
    <message>
        <source>Team takes releases, and says how it went.</source>
        <translation>„Team“ übernimmt Releases und sagt, wie es ausging.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Test that nothing leaves this computer</source>
        <translation>Testen, dass nichts diesen Computer verlässt</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Text size, in percent of the system's</source>
        <translation>Textgröße in Prozent der Systemgröße</translation>
    </message>
    <message>
        <source>Text that was sent</source>
        <translation>Gesendeter Text</translation>
    </message>
    <message>
        <source>Texts kept as evidence</source>
        <translation>Als Belege aufbewahrte Texte</translation>
    </message>
    <message>
        <source>The audit log, or what it tells of, was changed past Citewell.</source>
        <translation>Das Prüfprotokoll, oder wovon es berichtet, wurde an Citewell vorbei geändert.</translation>
    </message>
    <message>
        <source>The cited draft appears here.</source>
        <translation>Hier erscheint der Entwurf mit Belegen.</translation>
    </message>
    <message>
        <source>The clipboard was cleared.</source>
        <translation>Die Zwischenablage wurde geleert.</translation>
    </message>
    <message>
        <source>The comparison ended. {words}</source>
        <translation>Der Vergleich ist beendet. {words}</translation>
    </message>
    <message>
        <source>The date is not one. Write it as 2026-02-01, or leave it empty for today.</source>
        <translation>Das ist kein Datum. Schreiben Sie es wie 2026-02-01, oder lassen Sie das Feld für heute leer.</translation>
    </message>
    <message>
        <source>The day of the change</source>
        <translation>Tag der Änderung</translation>
    </message>
    <message>
        <source>The document cannot be opened. {message}</source>
        <translation>Das Dokument kann nicht geöffnet werden. {message}</translation>
    </message>
    <message>
        <source>The document cannot be shown. {message}</source>
        <translation>Das Dokument kann nicht angezeigt werden. {message}</translation>
    </message>
    <message>
        <source>The documents answer this, but differently by case; the draft asks which case it is.</source>
        <translation>Die Dokumente beantworten das, aber je nach Fall anders; der Entwurf fragt, welcher Fall vorliegt.</translation>
    </message>
    <message>
        <source>The documents disagree ({w}): {first} says “{one}”, {second} says “{other}”. Find out which one holds before you send this.</source>
        <translation>Die Dokumente widersprechen sich ({w}): {first} sagt „{one}“, {second} sagt „{other}“. Klären Sie, was gilt, bevor Sie das senden.</translation>
    </message>
    <message>
        <source>The draft before it is being finished; this ticket is next.</source>
        <translation>Der vorige Entwurf wird noch fertiggestellt; dieses Ticket ist das nächste.</translation>
    </message>
    <message>
        <source>The draft before it is kept.</source>
        <translation>Der vorige Entwurf ist aufgehoben.</translation>
    </message>
    <message>
        <source>The draft is right as it was shown</source>
        <translation>Der Entwurf ist richtig, wie er gezeigt wurde</translation>
    </message>
    <message>
        <source>The draft is shown without the house style: {why}.</source>
        <translation>Der Entwurf wird ohne den Hausstil gezeigt: {why}.</translation>
    </message>
    <message>
        <source>The draft needs a look before it leaves: open it in Citewell.</source>
        <translation>Der Entwurf braucht einen Blick, bevor er hinausgeht: Öffnen Sie ihn in Citewell.</translation>
    </message>
    <message>
        <source>The draft was of no use</source>
        <translation>Der Entwurf war nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>The edit log could not be read</source>
        <translation>Das Änderungsprotokoll konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The editor holds your text of last time, which was not saved yet.</source>
        <translation>Im Editor steht Ihr Text vom letzten Mal, der noch nicht gespeichert war.</translation>
    </message>
    <message>
        <source>The file has changed since this was indexed, so this is its text as it was then.</source>
        <translation>Die Datei hat sich seit der Indexierung geändert; dies ist ihr damaliger Text.</translation>
    </message>
    <message>
        <source>The file holds the version after it already, so its fields are not changed here.</source>
        <translation>Die Datei enthält schon die nächste Version; ihre Felder werden deshalb nicht hier geändert.</translation>
    </message>
    <message>
        <source>The file is not there any more, so this is its text as it was indexed.</source>
        <translation>Die Datei ist nicht mehr da; dies ist ihr Text, wie er indexiert wurde.</translation>
    </message>
    <message>
        <source>The file {chosen} cannot be written. Choose another one.</source>
        <translation>Die Datei {chosen} kann nicht geschrieben werden. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The fingerprints are the same: trust this signer from now on</source>
        <translation>Die Fingerabdrücke stimmen überein: dieser Signatur künftig vertrauen</translation>
    </message>
    <message>
        <source>The folder {path} cannot be read ({why}), so it is not watched any more.</source>
        <translation>Der Ordner {path} kann nicht gelesen werden ({why}) und wird nicht mehr überwacht.</translation>
    </message>
    <message>
        <source>The following ticket of the list</source>
        <translation>Folgendes Ticket der Liste</translation>
    </message>
    <message>
        <source>The golden tickets were run by {name}; other models are compared with it.</source>
        <translation>Die Referenztickets liefen mit {name}; andere Modelle werden damit verglichen.</translation>
    </message>
    <message>
        <source>The hold has ended.</source>
        <translation>Die Löschsperre ist aufgehoben.</translation>
    </message>
    <message>
        <source>The language model stopped while it wrote, so this draft is made of your documents’ own sentences. The next draft starts a new one.</source>
        <translation>Das Sprachmodell ist beim Schreiben stehen geblieben; dieser Entwurf besteht deshalb aus Sätzen Ihrer Dokumente. Der nächste Entwurf startet es neu.</translation>
    </message>
    <message>
        <source>The list cannot be read. {message}</source>
        <translation>Die Liste kann nicht gelesen werden. {message}</translation>
    </message>
    <message>
        <source>The list holds {most} that wait; the rest was left where it is.</source>
        <translation>Die Liste fasst {most} wartende Tickets; der Rest blieb, wo er war.</translation>
    </message>
    <message>
        <source>The log cannot be read. {message}</source>
        <translation>Das Protokoll kann nicht gelesen werden. {message}</translation>
    </message>
    <message>
        <source>The message that is answered</source>
        <translation>Die Nachricht, die beantwortet wird</translation>
    </message>
    <message>
        <source>The message was changed after this draft.</source>
        <translation>Die Nachricht wurde nach diesem Entwurf geändert.</translation>
    </message>
    <message>
        <source>The model in use computes all layers on the graphics card: {w}</source>
        <translation>Das verwendete Modell rechnet alle Schichten auf der Grafikkarte: {w}</translation>
    </message>
    <message>
        <source>The model in use computes on the processor: {w}</source>
        <translation>Das verwendete Modell rechnet auf dem Prozessor: {w}</translation>
    </message>
    <message>
        <source>The model in use computes on the processor: {w};</source>
        <translation>Das verwendete Modell rechnet auf dem Prozessor: {w};</translation>
    </message>
    <message>
        <source>The model in use computes {n} layers on the graphics card: {w}</source>
        <translation>Das verwendete Modell rechnet {n} Schichten auf der Grafikkarte: {w}</translation>
    </message>
    <message>
        <source>The model in use has no golden result of this home, so nothing shows yet that its drafts are better or worse than those of the model that ships. Models says how to find out.</source>
        <translation>Das verwendete Modell hat hier kein Referenzergebnis; noch zeigt also nichts, ob seine Entwürfe besser oder schlechter sind als die des mitgelieferten. „Modelle“ sagt, wie Sie das herausfinden.</translation>
    </message>
    <message>
        <source>The model words a draft; what it may say is decided and checked without it, so a bigger model is not a better one by itself. One is recommended where it beats the model that ships on your own golden tickets.</source>
        <translation>Das Modell formuliert einen Entwurf; was es sagen darf, wird ohne es entschieden und geprüft. Ein größeres Modell ist also nicht von selbst besser. Empfohlen wird eines, das das mitgelieferte bei Ihren eigenen Referenztickets schlägt.</translation>
    </message>
    <message>
        <source>The new style is active</source>
        <translation>Der neue Stil ist aktiv</translation>
    </message>
    <message>
        <source>The new style was not activated; the one before stays</source>
        <translation>Der neue Stil wurde nicht aktiviert; der vorige bleibt</translation>
    </message>
    <message>
        <source>The other way</source>
        <translation>Die andere Art</translation>
    </message>
    <message>
        <source>The pack is in force from the next draft on.</source>
        <translation>Das Paket gilt ab dem nächsten Entwurf.</translation>
    </message>
    <message>
        <source>The pages of this file cannot be drawn, so this is its text.</source>
        <translation>Die Seiten dieser Datei können nicht dargestellt werden; dies ist ihr Text.</translation>
    </message>
    <message>
        <source>The passages cited do not back this sentence (support {n}). Check it.</source>
        <translation>Die zitierten Textstellen belegen diesen Satz nicht (Stützung {n}). Prüfen Sie ihn.</translation>
    </message>
    <message>
        <source>The passages that a draft rests on appear here, before its text. Each can be opened in its document.</source>
        <translation>Die Textstellen, auf denen ein Entwurf beruht, erscheinen hier noch vor seinem Text. Jede lässt sich in ihrem Dokument öffnen.</translation>
    </message>
    <message>
        <source>The passphrase is too short: at least {n} characters.</source>
        <translation>Die Passphrase ist zu kurz: mindestens {n} Zeichen.</translation>
    </message>
    <message>
        <source>The reply is long; keep what the customer needs to act.</source>
        <translation>Die Antwort ist lang; behalten Sie, was der Kunde zum Handeln braucht.</translation>
    </message>
    <message>
        <source>The reply was sent as it is</source>
        <translation>Die Antwort wurde unverändert gesendet</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>Der Bericht ist geschrieben: {path}</translation>
    </message>
    <message>
        <source>The report {path} cannot be written ({why}).</source>
        <translation>Der Bericht {path} kann nicht geschrieben werden ({why}).</translation>
    </message>
    <message>
        <source>The run of now</source>
        <translation>Der Lauf von eben</translation>
    </message>
    <message>
        <source>The screen could not be asked for a key.</source>
        <translation>Der Bildschirm konnte nicht nach einer Taste gefragt werden.</translation>
    </message>
    <message>
        <source>The small window over other programs</source>
        <translation>Kleines Fenster über anderen Programmen</translation>
    </message>
    <message>
        <source>The style '{name}' is active already.</source>
        <translation>Der Stil „{name}“ ist schon aktiv.</translation>
    </message>
    <message>
        <source>The style in use stays.</source>
        <translation>Der verwendete Stil bleibt.</translation>
    </message>
    <message>
        <source>The summary has {n} words; {n2} are read at a glance.</source>
        <translation>Die Zusammenfassung hat {n} Wörter; {n2} liest man auf einen Blick.</translation>
    </message>
    <message>
        <source>The team does not say “{phrase}” any more.</source>
        <translation>Das Team sagt „{phrase}“ nicht mehr.</translation>
    </message>
    <message>
        <source>The team does not say “{phrase}” any more. Say “{instead}”.</source>
        <translation>Das Team sagt „{phrase}“ nicht mehr. Sagen Sie „{instead}“.</translation>
    </message>
    <message>
        <source>The test could not be run</source>
        <translation>Der Test konnte nicht ausgeführt werden</translation>
    </message>
    <message>
        <source>The text could not be checked. {message}</source>
        <translation>Der Text konnte nicht geprüft werden. {message}</translation>
    </message>
    <message>
        <source>The ticket as a thread</source>
        <translation>Ticket als Verlauf</translation>
    </message>
    <message>
        <source>The ticket asks to count rows of {names}. Citewell finds rows and does not count them; count them there.</source>
        <translation>Das Ticket bittet, Zeilen von {names} zu zählen. Citewell findet Zeilen und zählt sie nicht; zählen Sie dort.</translation>
    </message>
    <message>
        <source>The ticket before it in the list</source>
        <translation>Voriges Ticket der Liste</translation>
    </message>
    <message>
        <source>The ticket does not say this in these words. Check it.</source>
        <translation>Das Ticket sagt das nicht mit diesen Worten. Prüfen Sie es.</translation>
    </message>
    <message>
        <source>The ticket has {n} characters; the most is {n2}. Leave out older mails of the thread.</source>
        <translation>Das Ticket hat {n} Zeichen; höchstens {n2}. Lassen Sie ältere E-Mails des Verlaufs weg.</translation>
    </message>
    <message>
        <source>The ticket holds no words. Paste the customer's message and draft again.</source>
        <translation>Das Ticket enthält keine Worte. Fügen Sie die Nachricht des Kunden ein und entwerfen Sie erneut.</translation>
    </message>
    <message>
        <source>The ticket is empty. Paste the customer's message and draft again.</source>
        <translation>Das Ticket ist leer. Fügen Sie die Nachricht des Kunden ein und entwerfen Sie erneut.</translation>
    </message>
    <message>
        <source>The tickets that a new style must pass</source>
        <translation>Die Tickets, die ein neuer Stil bestehen muss</translation>
    </message>
    <message>
        <source>The two are not the same. Type them again.</source>
        <translation>Die beiden stimmen nicht überein. Geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>The way back is a backup with a passphrase of its own, kept elsewhere.</source>
        <translation>Der Weg zurück ist eine Sicherung mit eigener Passphrase, an anderem Ort aufbewahrt.</translation>
    </message>
    <message>
        <source>The whole source is confidential</source>
        <translation>Die ganze Quelle ist vertraulich</translation>
    </message>
    <message>
        <source>The {kind} process stopped (code {code}). Nothing is lost; do it again, and a new one is started.</source>
        <translation>Der Prozess „{kind}“ wurde beendet (Code {code}). Nichts ist verloren; wiederholen Sie es, dann startet ein neuer.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Farbschema: dunkel</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Farbschema: hell</translation>
    </message>
    <message>
        <source>Theme: system</source>
        <translation>Farbschema: System</translation>
    </message>
    <message>
        <source>There are no golden tickets to judge a new style by.</source>
        <translation>Es gibt keine Referenztickets, um einen neuen Stil zu beurteilen.</translation>
    </message>
    <message>
        <source>There is a style '{name}' already, and a style is never replaced.</source>
        <translation>Es gibt schon einen Stil „{name}“, und Stile werden nie ersetzt.</translation>
    </message>
    <message>
        <source>There is no document in this source.</source>
        <translation>Diese Quelle enthält kein Dokument.</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <translation>Datei oder Ordner {path} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no folder {path}. Make it, or plug the stick in.</source>
        <translation>Den Ordner {path} gibt es nicht. Legen Sie ihn an, oder stecken Sie den Stick ein.</translation>
    </message>
    <message>
        <source>There is no golden ticket in {path}.</source>
        <translation>In {path} gibt es kein Referenzticket.</translation>
    </message>
    <message>
        <source>There is no second key: without the passphrase nobody can read it, the makers of Citewell neither.</source>
        <translation>Es gibt keinen zweiten Schlüssel: Ohne die Passphrase kann niemand sie lesen, auch die Hersteller von Citewell nicht.</translation>
    </message>
    <message>
        <source>There is no style to go back to.</source>
        <translation>Es gibt keinen Stil, zu dem man zurückkehren könnte.</translation>
    </message>
    <message>
        <source>There is nothing to index in {path}: no file of a known kind ({kinds}).</source>
        <translation>In {path} gibt es nichts zu indexieren: keine Datei bekannter Art ({kinds}).</translation>
    </message>
    <message>
        <source>There is nothing to judge it by: no golden tickets are at hand.</source>
        <translation>Es gibt nichts, wonach zu urteilen wäre: keine Referenztickets vorhanden.</translation>
    </message>
    <message>
        <source>These passages disagree: {reason}</source>
        <translation>Diese Textstellen widersprechen sich: {reason}</translation>
    </message>
    <message>
        <source>They work wherever the part of the window that they belong to is on screen.</source>
        <translation>Sie gelten überall, solange ihr Teil des Fensters zu sehen ist.</translation>
    </message>
    <message>
        <source>This closes the door.</source>
        <translation>Das schlägt die Tür zu.</translation>
    </message>
    <message>
        <source>This computer cannot learn yet. Whoever set Citewell up can add what learning needs, by this command:</source>
        <translation>Dieser Computer kann noch nicht lernen. Wer Citewell eingerichtet hat, kann das Nötige mit diesem Befehl ergänzen:</translation>
    </message>
    <message>
        <source>This desktop (Wayland) lets no program take a key by itself. Its own keyboard settings can: give a key to the command that the button copies.</source>
        <translation>Dieser Desktop (Wayland) lässt Programme keine Taste selbst belegen. Seine Tastatureinstellungen können es: Legen Sie eine Taste auf den Befehl, den die Schaltfläche kopiert.</translation>
    </message>
    <message>
        <source>This desktop has a shortcut for the quick draft and no key for it yet: set one in its settings. Under Wayland no program reads what is selected in another one, so copy the message first.</source>
        <translation>Dieser Desktop kennt das Kürzel für den Schnellentwurf, hat aber noch keine Taste dafür: Legen Sie in seinen Einstellungen eine fest. Unter Wayland liest kein Programm, was in einem anderen markiert ist; kopieren Sie die Nachricht zuerst.</translation>
    </message>
    <message>
        <source>This document is no longer in the index; the citation still shows what it said.</source>
        <translation>Dieses Dokument ist nicht mehr im Index; das Zitat zeigt noch, was es sagte.</translation>
    </message>
    <message numerus="yes">
        <source>This draft has {n} blocking findings. See below what is wrong before it leaves.</source>
        <translation>
            <numerusform>Dieser Entwurf hat {n} Beanstandung, die das Kopieren sperrt. Unten steht, was vorher zu beheben ist.</numerusform>
            <numerusform>Dieser Entwurf hat {n} Beanstandungen, die das Kopieren sperren. Unten steht, was vorher zu beheben ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>This home is protected by a passphrase.</source>
        <translation>Diese Daten sind durch eine Passphrase geschützt.</translation>
    </message>
    <message>
        <source>This is mine</source>
        <translation>Das sage ich</translation>
    </message>
    <message>
        <source>This is more than our tone allows.</source>
        <translation>Das ist mehr, als unser Ton erlaubt.</translation>
    </message>
    <message>
        <source>This is no personal data</source>
        <translation>Das ist nicht personenbezogen</translation>
    </message>
    <message>
        <source>This is not the passphrase of this home.</source>
        <translation>Das ist nicht die Passphrase dieser Daten.</translation>
    </message>
    <message>
        <source>This is tax advice.</source>
        <translation>Das ist Steuerberatung.</translation>
    </message>
    <message>
        <source>This is the first ticket of the list.</source>
        <translation>Das ist das erste Ticket der Liste.</translation>
    </message>
    <message>
        <source>This is the last ticket of the list.</source>
        <translation>Das ist das letzte Ticket der Liste.</translation>
    </message>
    <message>
        <source>This may be a matter for {w} ({w2}: “{quote}”). Read the ticket before you send this draft. [{rule}]</source>
        <translation>Das könnte ein Fall sein für: {w} ({w2}: „{quote}“). Lesen Sie das Ticket, bevor Sie diesen Entwurf senden. [{rule}]</translation>
    </message>
    <message>
        <source>This page cannot be drawn: the file {w}.</source>
        <translation>Diese Seite kann nicht dargestellt werden: {w}.</translation>
    </message>
    <message>
        <source>This reads as blame.</source>
        <translation>Das liest sich wie ein Vorwurf.</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>This sentence states something without a source. Cite one or remove it.</source>
        <translation>Dieser Satz behauptet etwas ohne Quelle. Zitieren Sie eine oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>This stands in the confidential document {document}. Take it out before the reply leaves.</source>
        <translation>Das steht im vertraulichen Dokument {document}. Nehmen Sie es heraus, bevor die Antwort hinausgeht.</translation>
    </message>
    <message>
        <source>This system has no keyring, so the key of the database is in the file {path}, readable by your account alone.</source>
        <translation>Dieses System hat keinen Schlüsselbund; der Schlüssel der Datenbank liegt deshalb in der Datei {path}, nur für Ihr Konto lesbar.</translation>
    </message>
    <message>
        <source>This text holds words of confidential documents</source>
        <translation>Dieser Text enthält Worte aus vertraulichen Dokumenten</translation>
    </message>
    <message>
        <source>This topic needs its disclaimer.</source>
        <translation>Dieses Thema braucht seinen Pflichthinweis.</translation>
    </message>
    <message>
        <source>This was not recorded. {message}</source>
        <translation>Das wurde nicht erfasst. {message}</translation>
    </message>
    <message>
        <source>This word is not ours.</source>
        <translation>Dieses Wort verwenden wir nicht.</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Ticket: the customer's message</source>
        <translation>Ticket: die Nachricht des Kunden</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Tickets (*.eml *.txt *.json *.jsonl *.csv *.mbox);;All files (*)</source>
        <translation>Tickets (*.eml *.txt *.json *.jsonl *.csv *.mbox);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Tickets of a gap</source>
        <translation>Tickets einer Lücke</translation>
    </message>
    <message>
        <source>Tickets read</source>
        <translation>Tickets gelesen</translation>
    </message>
    <message>
        <source>Tickets that a person answers ({risks})</source>
        <translation>Tickets, die ein Mensch beantwortet ({risks})</translation>
    </message>
    <message>
        <source>Tickets that are alike are grouped, and you give the groups names. Each topic then shows how its drafts are taken, and what is drafted first for it follows from that. An agent can always choose something else.</source>
        <translation>Ähnliche Tickets werden gruppiert, und Sie geben den Gruppen Namen. Jedes Thema zeigt dann, wie seine Entwürfe aufgenommen werden; daraus folgt, was zuerst entworfen wird. Agenten können immer etwas anderes wählen.</translation>
    </message>
    <message>
        <source>Tickets that changed ({changed})</source>
        <translation>Tickets, die sich geändert haben ({changed})</translation>
    </message>
    <message>
        <source>Tickets that miss something ({rows})</source>
        <translation>Tickets, bei denen etwas fehlt ({rows})</translation>
    </message>
    <message>
        <source>Tickets that must ask the same to be listed as a gap</source>
        <translation>Tickets mit derselben Frage, ab denen eine Lücke gelistet wird</translation>
    </message>
    <message>
        <source>Tickets that were refused, or whose drafts were hardly used, by what they ask. A question goes from this list when a document answers it.</source>
        <translation>Tickets, die abgelehnt oder deren Entwürfe kaum verwendet wurden, nach ihrer Frage. Eine Frage verschwindet, sobald ein Dokument sie beantwortet.</translation>
    </message>
    <message>
        <source>Tickets with known answers</source>
        <translation>Tickets mit bekannter Antwort</translation>
    </message>
    <message>
        <source>Tickets with what a right draft of each does. Without a file of your choice these are your own ones, which a new style must pass too.</source>
        <translation>Tickets und was ein richtiger Entwurf dazu leistet. Ohne gewählte Datei sind es Ihre eigenen, die auch ein neuer Stil bestehen muss.</translation>
    </message>
    <message>
        <source>Tickets without a draft</source>
        <translation>Tickets ohne Entwurf</translation>
    </message>
    <message>
        <source>Tickets, documents and drafts stay on this computer. Every part of the program refuses to connect to anything, and the connections of all its processes are counted every few seconds.</source>
        <translation>Tickets, Dokumente und Entwürfe bleiben auf diesem Computer. Jeder Teil des Programms weigert sich, sich mit irgendetwas zu verbinden, und die Verbindungen aller Prozesse werden alle paar Sekunden gezählt.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time and cost of a reply</source>
        <translation>Zeit und Kosten einer Antwort</translation>
    </message>
    <message>
        <source>Time for a file</source>
        <translation>Zeit je Datei</translation>
    </message>
    <message>
        <source>Time to draft, 95 of 100 drafts</source>
        <translation>Zeit bis zum Entwurf, 95 von 100 Entwürfen</translation>
    </message>
    <message>
        <source>Time to draft, half of the drafts</source>
        <translation>Zeit bis zum Entwurf, Hälfte der Entwürfe</translation>
    </message>
    <message>
        <source>Time to learn</source>
        <translation>Zeit zum Lernen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>To: {to}</source>
        <translation>An: {to}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Tone, compliance or specialisation matter</source>
        <translation>Ton, Regeln oder Spezialisierung zählen</translation>
    </message>
    <message>
        <source>Too few to learn from: {edits}, and {least} are needed.</source>
        <translation>Zu wenig zum Lernen: {edits}, nötig sind {least}.</translation>
    </message>
    <message>
        <source>Too few verdicts to rely on: {w}</source>
        <translation>Zu wenige Urteile, um sich darauf zu verlassen: {w}</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Topic of this ticket</source>
        <translation>Thema dieses Tickets</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Topics and gaps</source>
        <translation>Themen und Lücken</translation>
    </message>
    <message>
        <source>Topics groups the tickets.</source>
        <translation>„Themen“ gruppiert die Tickets.</translation>
    </message>
    <message>
        <source>Topics progress</source>
        <translation>Fortschritt der Themen</translation>
    </message>
    <message>
        <source>Trust and safety</source>
        <translation>Vertrauen und Sicherheit</translation>
    </message>
    <message>
        <source>Trusted signer</source>
        <translation>Vertraute Signatur</translation>
    </message>
    <message>
        <source>Try a reply or a ticket</source>
        <translation>Antwort oder Ticket ausprobieren</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Try this company</source>
        <translation>Diese Firma ausprobieren</translation>
    </message>
    <message>
        <source>Type the passphrase when asked.</source>
        <translation>Geben Sie die Passphrase ein, wenn danach gefragt wird.</translation>
    </message>
    <message>
        <source>Unchanged for a year</source>
        <translation>Seit einem Jahr unverändert</translation>
    </message>
    <message>
        <source>Unchanged since it was written.</source>
        <translation>Unverändert seit der Niederschrift.</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo; past the last edit of a text, bring back the ticket and draft of before</source>
        <translation>Rückgängig; nach der letzten Änderung eines Textes das vorige Ticket mit Entwurf zurückholen</translation>
    </message>
    <message>
        <source>Unknown signer</source>
        <translation>Unbekannte Signatur</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Until evidence is shown, 95 of 100 drafts</source>
        <translation>Bis Belege erscheinen, 95 von 100 Entwürfen</translation>
    </message>
    <message>
        <source>Until evidence is shown, half of the drafts</source>
        <translation>Bis Belege erscheinen, Hälfte der Entwürfe</translation>
    </message>
    <message>
        <source>Until the checked draft, 95 of 100</source>
        <translation>Bis zum geprüften Entwurf, 95 von 100</translation>
    </message>
    <message>
        <source>Until the checked draft, half of them</source>
        <translation>Bis zum geprüften Entwurf, Hälfte</translation>
    </message>
    <message>
        <source>Until the first word, 95 of 100 drafts</source>
        <translation>Bis zum ersten Wort, 95 von 100 Entwürfen</translation>
    </message>
    <message>
        <source>Until the first word, half of the drafts</source>
        <translation>Bis zum ersten Wort, Hälfte der Entwürfe</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Update Citewell.</source>
        <translation>Aktualisieren Sie Citewell.</translation>
    </message>
    <message>
        <source>Update Citewell; nothing was changed.</source>
        <translation>Aktualisieren Sie Citewell; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Updated {updated}
Indexed {indexed}</source>
        <translation>Aktualisiert {updated}
Indexiert {indexed}</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Dringlichkeit</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use no release any more: its documents leave the index until a release is taken again</source>
        <translation>Kein Release mehr verwenden: Seine Dokumente verlassen den Index, bis wieder ein Release übernommen wird</translation>
    </message>
    <message>
        <source>Use the release before again; this one is not taken again by itself</source>
        <translation>Wieder das vorige Release verwenden; dieses wird nicht von selbst noch einmal übernommen</translation>
    </message>
    <message>
        <source>Use this passage</source>
        <translation>Diese verwenden</translation>
    </message>
    <message>
        <source>Use what the document itself says</source>
        <translation>Verwenden, was das Dokument selbst sagt</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>Gültig bis {day}</translation>
    </message>
    <message>
        <source>Valid, 2 problems</source>
        <translation>Gültig, 2 Probleme</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Values of placeholders</source>
        <translation>Werte von Platzhaltern</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Wait for it or close it, then try again.</source>
        <translation>Warten Sie darauf oder schließen Sie es und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Waiting for mains power. What is learned so far is saved.</source>
        <translation>Wartet auf Netzstrom. Das bisher Gelernte ist gespeichert.</translation>
    </message>
    <message>
        <source>Wanted: {least} of {window} records in a row sent, as drafted or edited.</source>
        <translation>Gefordert: {least} von {window} Einträgen in Folge gesendet, unverändert oder bearbeitet.</translation>
    </message>
    <message>
        <source>Wanted: {least} of {window} replies in a row sent, as drafted or edited.</source>
        <translation>Gefordert: {least} von {window} Antworten in Folge gesendet, unverändert oder bearbeitet.</translation>
    </message>
    <message>
        <source>Wanted: {least} of {window} summaries in a row sent, as drafted or edited.</source>
        <translation>Gefordert: {least} von {window} Zusammenfassungen in Folge gesendet, unverändert oder bearbeitet.</translation>
    </message>
    <message>
        <source>Warranty terms by quarter of purchase, error codes, a workbook of models.</source>
        <translation>Garantiebedingungen nach Kaufquartal, Fehlercodes, eine Arbeitsmappe der Modelle.</translation>
    </message>
    <message>
        <source>Watch a folder for tickets</source>
        <translation>Ordner auf Tickets überwachen</translation>
    </message>
    <message>
        <source>Watch no folder</source>
        <translation>Keinen Ordner überwachen</translation>
    </message>
    <message>
        <source>Watched: {name}</source>
        <translation>Überwacht: {name}</translation>
    </message>
    <message>
        <source>Watts that a busy processor core draws, for the cost of drafts</source>
        <translation>Watt, die ein ausgelasteter Prozessorkern zieht, für die Kosten der Entwürfe</translation>
    </message>
    <message>
        <source>We do not say this.</source>
        <translation>Das sagen wir nicht.</translation>
    </message>
    <message>
        <source>We never ask for a social security number by message.</source>
        <translation>Wir fragen nie per Nachricht nach einer Sozialversicherungsnummer.</translation>
    </message>
    <message>
        <source>We never ask for passwords, card numbers or codes.</source>
        <translation>Wir fragen nie nach Passwörtern, Kartennummern oder Codes.</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Well backed</source>
        <translation>Gut belegt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What became of it?</source>
        <translation>Was wurde daraus?</translation>
    </message>
    <message>
        <source>What came out</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>What is deleted is overwritten at once.</source>
        <translation>Gelöschtes wird sofort überschrieben.</translation>
    </message>
    <message>
        <source>What is found</source>
        <translation>Gefundenes</translation>
    </message>
    <message>
        <source>What is known of this document</source>
        <translation>Was über dieses Dokument bekannt ist</translation>
    </message>
    <message>
        <source>What is learned over time and kept</source>
        <translation>Mit der Zeit Gelerntes, das bleibt</translation>
    </message>
    <message>
        <source>What is stored</source>
        <translation>Was gespeichert ist</translation>
    </message>
    <message>
        <source>What is this ticket about? From 20 such tickets on, they alone tell how surely topics are told.</source>
        <translation>Wovon handelt dieses Ticket? Ab 20 solchen Tickets bestimmen nur noch sie, wie sicher Themen erkannt werden.</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>What it decided</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>What protects it</source>
        <translation>Was es schützt</translation>
    </message>
    <message>
        <source>What the figures are of</source>
        <translation>Wovon die Kennzahlen handeln</translation>
    </message>
    <message>
        <source>What the last release changed</source>
        <translation>Was das letzte Release geändert hat</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>Was gemessen wurde</translation>
    </message>
    <message>
        <source>What was past its time limit is gone.</source>
        <translation>Was seine Frist überschritten hatte, ist gelöscht.</translation>
    </message>
    <message>
        <source>What was saved before is safe; free some space and do it again.</source>
        <translation>Was gespeichert war, ist sicher; schaffen Sie Platz und wiederholen Sie es.</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>Was geschrieben wurde</translation>
    </message>
    <message>
        <source>What went in</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>What went, what must stay, and which copies left</source>
        <translation>Was gelöscht ist, was bleiben muss und welche Kopien das Haus verließen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Where both take {n} s or more, and style alone half of it: fine-tuning.</source>
        <translation>Wo beides mindestens {n} s braucht und Stil allein die Hälfte: Feinabstimmung.</translation>
    </message>
    <message>
        <source>Where releases arrive</source>
        <translation>Wo Releases ankommen</translation>
    </message>
    <message>
        <source>Where tickets come from</source>
        <translation>Woher Tickets kommen</translation>
    </message>
    <message>
        <source>Where your lead collects figures</source>
        <translation>Wo Ihre Leitung die Zahlen sammelt</translation>
    </message>
    <message>
        <source>Where your lead puts releases</source>
        <translation>Wo Ihre Leitung Releases ablegt</translation>
    </message>
    <message>
        <source>Which documents are listed</source>
        <translation>Welche Dokumente aufgelistet sind</translation>
    </message>
    <message>
        <source>Who may see what is in {name}?</source>
        <translation>Wer darf sehen, was in {name} steht?</translation>
    </message>
    <message>
        <source>Whoever can read that file can read the database.</source>
        <translation>Wer diese Datei lesen kann, kann die Datenbank lesen.</translation>
    </message>
    <message>
        <source>Whoever copies both can read it: a passphrase (Lock, Ctrl+L) protects it.</source>
        <translation>Wer beides kopiert, kann alles lesen: Eine Passphrase („Sperren“, Strg+L) schützt davor.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can</source>
        <translation>Wer Citewell eingerichtet hat, kann</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can add the model.</source>
        <translation>Wer Citewell eingerichtet hat, kann das Modell ergänzen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can add the reading of scanned pages.</source>
        <translation>Wer Citewell eingerichtet hat, kann das Lesen gescannter Seiten ergänzen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can add what learning needs.</source>
        <translation>Wer Citewell eingerichtet hat, kann ergänzen, was das Lernen braucht.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can begin one.</source>
        <translation>Wer Citewell eingerichtet hat, kann einen beginnen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can build it with one.</source>
        <translation>Wer Citewell eingerichtet hat, kann es mit einer bauen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can choose another folder for it.</source>
        <translation>Wer Citewell eingerichtet hat, kann einen anderen Ordner dafür wählen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can choose the model.</source>
        <translation>Wer Citewell eingerichtet hat, kann das Modell wählen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can fit them to your golden tickets.</source>
        <translation>Wer Citewell eingerichtet hat, kann sie an Ihre Referenztickets anpassen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can help: this is not done in the window.</source>
        <translation>Wer Citewell eingerichtet hat, kann helfen: Das geschieht nicht im Fenster.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can import it.</source>
        <translation>Wer Citewell eingerichtet hat, kann sie importieren.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can join its parts.</source>
        <translation>Wer Citewell eingerichtet hat, kann die Teile verbinden.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can put a backup in its place.</source>
        <translation>Wer Citewell eingerichtet hat, kann eine Sicherung an ihre Stelle setzen.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can tell which laptops are counted.</source>
        <translation>Wer Citewell eingerichtet hat, kann sagen, welche Laptops gezählt werden.</translation>
    </message>
    <message>
        <source>Whoever set Citewell up can tell which signers are trusted.</source>
        <translation>Wer Citewell eingerichtet hat, kann sagen, welchen Signaturen vertraut wird.</translation>
    </message>
    <message>
        <source>Whole: {checked}; its end is signed.</source>
        <translation>Unversehrt: {checked}; das Ende ist signiert.</translation>
    </message>
    <message>
        <source>Why it must be kept, then Enter</source>
        <translation>Warum er bleiben muss, dann Enter</translation>
    </message>
    <message>
        <source>Why may this be sent?</source>
        <translation>Warum darf das gesendet werden?</translation>
    </message>
    <message>
        <source>Why you changed the draft; recorded with Accept, and learned from</source>
        <translation>Warum Sie den Entwurf geändert haben; wird mit „Annehmen“ erfasst, und daraus wird gelernt</translation>
    </message>
    <message>
        <source>Why: {reasons}</source>
        <translation>Warum: {reasons}</translation>
    </message>
    <message>
        <source>With a time limit for drafts: both.</source>
        <translation>Mit einer Frist für Entwürfe: beides.</translation>
    </message>
    <message>
        <source>With citation marks</source>
        <translation>Mit Belegnummern</translation>
    </message>
    <message>
        <source>With {w}: fine-tuning.</source>
        <translation>Mit {w}: Feinabstimmung.</translation>
    </message>
    <message>
        <source>Without a time limit: retrieval alone.</source>
        <translation>Ohne Frist: nur Suche.</translation>
    </message>
    <message>
        <source>Without this keyring nobody can read it, the makers of Citewell neither.</source>
        <translation>Ohne diesen Schlüsselbund kann niemand sie lesen, auch die Hersteller von Citewell nicht.</translation>
    </message>
    <message>
        <source>Words changed, of a hundred, from which a draft did not answer</source>
        <translation>Geänderte Wörter, von hundert, ab denen ein Entwurf nicht geantwortet hat</translation>
    </message>
    <message>
        <source>Words changed, of a hundred, that are still little editing</source>
        <translation>Geänderte Wörter, von hundert, die noch als wenig gelten</translation>
    </message>
    <message>
        <source>Words in capitals read as shouting.</source>
        <translation>Wörter in Großbuchstaben wirken wie Geschrei.</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>Schlechter</translation>
    </message>
    <message>
        <source>Worse than “{name}”. {reasons}</source>
        <translation>Schlechter als „{name}“. {reasons}</translation>
    </message>
    <message>
        <source>Write</source>
        <comment>stage</comment>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write a CRM record</source>
        <translation>CRM-Eintrag schreiben</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Antwort schreiben</translation>
    </message>
    <message>
        <source>Write a summary</source>
        <translation>Zusammenfassung schreiben</translation>
    </message>
    <message>
        <source>Write a whole number</source>
        <translation>Geben Sie eine ganze Zahl ein</translation>
    </message>
    <message>
        <source>Write articles…</source>
        <translation>Artikel schreiben…</translation>
    </message>
    <message>
        <source>Write counts…</source>
        <translation>Zahlen schreiben…</translation>
    </message>
    <message>
        <source>Write first drafts</source>
        <translation>Erste Fassungen schreiben</translation>
    </message>
    <message>
        <source>Write report…</source>
        <translation>Bericht schreiben…</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Write the report as an HTML file</source>
        <translation>Bericht als HTML-Datei schreiben</translation>
    </message>
    <message>
        <source>Write this page as one HTML file</source>
        <translation>Diese Seite als eine HTML-Datei schreiben</translation>
    </message>
    <message>
        <source>Write year-month-day, such as 2026-02-28</source>
        <translation>Schreiben Sie Jahr-Monat-Tag, etwa 2026-02-28</translation>
    </message>
    <message>
        <source>Writing style</source>
        <translation>Schreibstil</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message>
        <source>Written</source>
        <comment>done</comment>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Geschrieben: {path}</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Year-month-day, such as 2026-02-01; empty for {what}</source>
        <translation>Jahr-Monat-Tag, etwa 2026-02-01; leer bedeutet: {what}</translation>
    </message>
    <message>
        <source>You have not taken anything from this signer before. Ask who gave you the file for their fingerprint, by another way than the one the file came, and compare it with this one.</source>
        <translation>Von dieser Signatur haben Sie noch nichts übernommen. Fragen Sie, wer Ihnen die Datei gab, auf anderem Weg nach dem Fingerabdruck und vergleichen Sie ihn mit diesem.</translation>
    </message>
    <message>
        <source>You vouch for this sentence; the audit log says that you did</source>
        <translation>Sie stehen für diesen Satz ein; das Prüfprotokoll hält das fest</translation>
    </message>
    <message>
        <source>You wrote this, and it cites nothing.</source>
        <translation>Das haben Sie geschrieben, und es zitiert nichts.</translation>
    </message>
    <message>
        <source>You wrote this, and what it cites does not say so.</source>
        <translation>Das haben Sie geschrieben, und das Zitierte sagt es nicht.</translation>
    </message>
    <message>
        <source>Your fact for this reply is not used: {w}</source>
        <translation>Ihre Angabe für diese Antwort ist nicht verwendet: {w}</translation>
    </message>
    <message>
        <source>Your knowledge base is locked</source>
        <translation>Ihre Wissensbasis ist gesperrt</translation>
    </message>
    <message>
        <source>Your lead counts it once this computer is known there: {fingerprint}</source>
        <translation>Ihre Leitung zählt sie mit, sobald dieser Computer dort bekannt ist: {fingerprint}</translation>
    </message>
    <message>
        <source>Your own golden tickets</source>
        <translation>Ihre eigenen Referenztickets</translation>
    </message>
    <message>
        <source>Your own pack</source>
        <translation>Ihr eigenes Paket</translation>
    </message>
    <message>
        <source>Your own policy pack</source>
        <translation>Ihr eigenes Richtlinienpaket</translation>
    </message>
    <message>
        <source>Your ticket and your edits are kept, encrypted. They are back when you unlock.</source>
        <translation>Ihr Ticket und Ihre Änderungen sind verschlüsselt aufgehoben. Nach dem Entsperren sind sie wieder da.</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Eigenes</translation>
    </message>
    <message>
        <source>[{n}] is from a confidential document. Do not send what it says.</source>
        <translation>[{n}] stammt aus einem vertraulichen Dokument. Senden Sie nicht, was es sagt.</translation>
    </message>
    <message>
        <source>[{n}] names no document of this summary. Remove the mark.</source>
        <translation>[{n}] nennt kein Dokument dieser Zusammenfassung. Entfernen Sie die Nummer.</translation>
    </message>
    <message>
        <source>[{n}] names no passage. Cite one of the {n2} passages shown.</source>
        <translation>[{n}] nennt keine Textstelle. Zitieren Sie eine der {n2} gezeigten.</translation>
    </message>
    <message>
        <source>a connection that was asked for was not refused</source>
        <translation>eine angeforderte Verbindung wurde nicht abgelehnt</translation>
    </message>
    <message>
        <source>a damaged picture; get a fresh copy and index it again</source>
        <translation>beschädigtes Bild; neue Kopie besorgen und neu indexieren</translation>
    </message>
    <message>
        <source>a draft</source>
        <translation>ein Entwurf</translation>
    </message>
    <message>
        <source>a file beside it</source>
        <translation>eine Datei daneben</translation>
    </message>
    <message>
        <source>a file that your passphrase opens</source>
        <translation>eine Datei, die Ihre Passphrase öffnet</translation>
    </message>
    <message>
        <source>a holding reply states no facts.</source>
        <translation>Ein Zwischenbescheid nennt keine Fakten.</translation>
    </message>
    <message>
        <source>a new one did not refuse</source>
        <translation>ein neuer hat nicht abgelehnt</translation>
    </message>
    <message>
        <source>a new one refused</source>
        <translation>ein neuer hat abgelehnt</translation>
    </message>
    <message>
        <source>a part of the question has no answer in the documents</source>
        <translation>ein Teil der Frage hat in den Dokumenten keine Antwort</translation>
    </message>
    <message>
        <source>a quotation mark is never closed; quotation marks are read as plain characters</source>
        <translation>ein Anführungszeichen wird nie geschlossen; Anführungszeichen gelten als gewöhnliche Zeichen</translation>
    </message>
    <message>
        <source>a saved run of {n} golden tickets or more in all three ways;</source>
        <translation>einen gespeicherten Lauf von mindestens {n} Referenztickets auf alle drei Arten;</translation>
    </message>
    <message>
        <source>a style</source>
        <translation>ein Stil</translation>
    </message>
    <message>
        <source>about {minutes} h left</source>
        <translation>noch etwa {minutes} h</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>noch etwa {minutes} min</translation>
    </message>
    <message>
        <source>accepted as they are</source>
        <translation>angenommen, wie sie sind</translation>
    </message>
    <message>
        <source>accepted as they are or lightly edited</source>
        <translation>angenommen, wie sie sind, oder leicht bearbeitet</translation>
    </message>
    <message>
        <source>accepted unchanged, more than needed</source>
        <translation>unverändert angenommen, mehr als nötig</translation>
    </message>
    <message>
        <source>account number</source>
        <translation>Kontonummer</translation>
    </message>
    <message>
        <source>action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>address</source>
        <translation>Anschrift</translation>
    </message>
    <message>
        <source>all of its text is on hidden slides; show those that are valid and index it again</source>
        <translation>aller Text steht auf ausgeblendeten Folien; die gültigen einblenden und neu indexieren</translation>
    </message>
    <message>
        <source>always</source>
        <translation>schon immer</translation>
    </message>
    <message>
        <source>amounts</source>
        <translation>Beträge</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>and {more} more reasons</source>
        <translation>und {more} weitere Gründe</translation>
    </message>
    <message>
        <source>and {number} older</source>
        <translation>und {number} ältere</translation>
    </message>
    <message>
        <source>and {rest} older ones</source>
        <translation>und {rest} ältere</translation>
    </message>
    <message>
        <source>another answer, not another tone</source>
        <translation>andere Antwort, nicht anderer Ton</translation>
    </message>
    <message>
        <source>another base model</source>
        <translation>ein anderes Grundmodell</translation>
    </message>
    <message>
        <source>any</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>as gpu_layers says</source>
        <translation>wie in den Einstellungen festgelegt</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>angefragt</translation>
    </message>
    <message>
        <source>at most {most}</source>
        <translation>höchstens {most}</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>bank account</source>
        <translation>Bankkonto</translation>
    </message>
    <message>
        <source>bank code</source>
        <translation>Bankleitzahl</translation>
    </message>
    <message>
        <source>before {before}</source>
        <translation>vorher {before}</translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <source>booking number</source>
        <translation>Buchungsnummer</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beides</translation>
    </message>
    <message>
        <source>breaks what nearly all edits share</source>
        <translation>widerspricht dem, was fast alle Änderungen teilen</translation>
    </message>
    <message>
        <source>by {low} to {high} of 100; {chance}</source>
        <translation>um {low} bis {high} von 100; {chance}</translation>
    </message>
    <message>
        <source>came with the ticket</source>
        <translation>kam mit dem Ticket</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>Kartennummer</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>inzwischen geändert</translation>
    </message>
    <message>
        <source>cited in the draft</source>
        <translation>im Entwurf zitiert</translation>
    </message>
    <message>
        <source>cites a gold document</source>
        <translation>zitiert ein richtiges Dokument</translation>
    </message>
    <message>
        <source>cites no gold document any more</source>
        <translation>zitiert kein richtiges Dokument mehr</translation>
    </message>
    <message>
        <source>claim number</source>
        <translation>Schadennummer</translation>
    </message>
    <message>
        <source>closed by hand</source>
        <translation>von Hand geschlossen</translation>
    </message>
    <message>
        <source>collect {number} more</source>
        <translation>{number} weitere sammeln</translation>
    </message>
    <message>
        <source>compact {share}</source>
        <translation>kompakt {share}</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>verglichen mit</translation>
    </message>
    <message>
        <source>confidential</source>
        <translation>vertraulich</translation>
    </message>
    <message>
        <source>continues {parent}</source>
        <translation>setzt {parent} fort</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>damaged or cut short, so that it cannot be opened as a PDF; get a fresh copy and index it again</source>
        <translation>beschädigt oder abgeschnitten, nicht als PDF zu öffnen; neue Kopie besorgen und neu indexieren</translation>
    </message>
    <message>
        <source>damaged: it cannot be unpacked; open it in the program that made it, save it and index it again</source>
        <translation>beschädigt: lässt sich nicht entpacken; im Ursprungsprogramm öffnen, speichern und neu indexieren</translation>
    </message>
    <message>
        <source>damaged: its XML cannot be read; open it in the program that made it, save it and index it again</source>
        <translation>beschädigt: XML nicht lesbar; im Ursprungsprogramm öffnen, speichern und neu indexieren</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>documents disagree ({reason})</source>
        <translation>Dokumente widersprechen sich ({reason})</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>drafts are kept {n} days</source>
        <translation>Entwürfe bleiben {n} Tage</translation>
    </message>
    <message>
        <source>driving licence</source>
        <translation>Führerschein</translation>
    </message>
    <message>
        <source>durations</source>
        <translation>Zeiträume</translation>
    </message>
    <message>
        <source>e-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>e-mail addresses</source>
        <translation>E-Mail-Adressen</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>effective_to {end} is before effective_from {start}; both are ignored</source>
        <translation>effective_to {end} liegt vor effective_from {start}; beide werden ignoriert</translation>
    </message>
    <message>
        <source>electricity {cost} an accepted draft</source>
        <translation>Strom {cost} je angenommenem Entwurf</translation>
    </message>
    <message>
        <source>employer</source>
        <translation>Arbeitgeber</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>encrypted in a way that is not supported; save it without encryption and index it again</source>
        <translation>auf nicht unterstützte Art verschlüsselt; unverschlüsselt speichern und neu indexieren</translation>
    </message>
    <message>
        <source>encrypted; save the message decrypted and index it again</source>
        <translation>verschlüsselt; die Nachricht entschlüsselt speichern und neu indexieren</translation>
    </message>
    <message>
        <source>export of {when}</source>
        <translation>Export vom {when}</translation>
    </message>
    <message>
        <source>fine-tuning</source>
        <translation>Feinabstimmung</translation>
    </message>
    <message>
        <source>for a draft</source>
        <translation>für einen Entwurf</translation>
    </message>
    <message>
        <source>forgotten</source>
        <translation>vergessen</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>ab {day}</translation>
    </message>
    <message>
        <source>golden tickets</source>
        <translation>Referenztickets</translation>
    </message>
    <message>
        <source>gpu_layers is 0</source>
        <translation>so in den Einstellungen festgelegt</translation>
    </message>
    <message>
        <source>has {n} MB, more than {n2} MB</source>
        <translation>hat {n} MB, mehr als {n2} MB</translation>
    </message>
    <message>
        <source>has {words}</source>
        <translation>enthält {words}</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>trifft zu</translation>
    </message>
    <message>
        <source>holds XML entities, which are not read; save it again in the program that made it</source>
        <translation>enthält XML-Entitäten, die nicht gelesen werden; im Ursprungsprogramm neu speichern</translation>
    </message>
    <message>
        <source>holds more than {n} parts; it may be a zip bomb</source>
        <translation>enthält mehr als {n} Teile; womöglich eine ZIP-Bombe</translation>
    </message>
    <message>
        <source>holds no file</source>
        <translation>enthält keine Datei</translation>
    </message>
    <message>
        <source>holds no pages</source>
        <translation>enthält keine Seiten</translation>
    </message>
    <message>
        <source>holds zero bytes, so it is not a text file</source>
        <translation>enthält Nullbytes, ist also keine Textdatei</translation>
    </message>
    <message>
        <source>indexed {age}</source>
        <translation>indexiert {age}</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>Indexierung</translation>
    </message>
    <message>
        <source>it came with the ticket, not from the index</source>
        <translation>kam mit dem Ticket, nicht aus dem Index</translation>
    </message>
    <message>
        <source>it does not answer the message either. Have a reply drafted anyway, or write it yourself.</source>
        <translation>Auch sie beantwortet die Nachricht nicht. Lassen Sie trotzdem entwerfen, oder schreiben Sie selbst.</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>it is gone, or a link that leads nowhere</source>
        <translation>nicht mehr vorhanden oder ein Verweis ins Leere</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>it is not there any more; what was indexed of it stays</source>
        <translation>nicht mehr vorhanden; was davon indexiert war, bleibt</translation>
    </message>
    <message>
        <source>it keeps changing while it is read; it is read again when it is next changed</source>
        <translation>ändert sich während des Lesens; wird bei der nächsten Änderung neu gelesen</translation>
    </message>
    <message>
        <source>it may be chance</source>
        <translation>kann Zufall sein</translation>
    </message>
    <message>
        <source>it was valid until {date}</source>
        <translation>war gültig bis {date}</translation>
    </message>
    <message>
        <source>it writes the same text as the processor</source>
        <translation>sie schreibt denselben Text wie der Prozessor</translation>
    </message>
    <message>
        <source>its elements are nested too deep</source>
        <translation>ihre Elemente sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>its name, or a folder's, is not Unicode; rename it</source>
        <translation>ihr Name oder der eines Ordners ist kein Unicode; umbenennen</translation>
    </message>
    <message>
        <source>its parser failed ({error}); it may be damaged: save it anew with the program that made it and index it again</source>
        <translation>Lesen fehlgeschlagen ({error}); womöglich beschädigt: im Ursprungsprogramm neu speichern und neu indexieren</translation>
    </message>
    <message>
        <source>its path is too long for this system; move it, or shorten the names of its folders</source>
        <translation>der Pfad ist für dieses System zu lang; verschieben oder Ordnernamen kürzen</translation>
    </message>
    <message>
        <source>its source is no longer indexed</source>
        <translation>die Quelle ist nicht mehr indexiert</translation>
    </message>
    <message>
        <source>its text was erased</source>
        <translation>ihr Text wurde gelöscht</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>licence unknown</source>
        <translation>Lizenz unbekannt</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>more than chance</source>
        <translation>mehr als Zufall</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>moved or deleted since</source>
        <translation>inzwischen verschoben oder gelöscht</translation>
    </message>
    <message>
        <source>must not state: {facts}</source>
        <translation>darf nicht nennen: {facts}</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>names this number or code</source>
        <translation>nennt diese Nummer oder diesen Code</translation>
    </message>
    <message>
        <source>near miss {number}</source>
        <translation>Beinahe-Treffer {number}</translation>
    </message>
    <message>
        <source>near-duplicate of a newer one</source>
        <translation>fast gleich mit einem neueren</translation>
    </message>
    <message>
        <source>needs more than {n} MB of memory to read; split it into smaller files and index them</source>
        <translation>braucht mehr als {n} MB Speicher zum Lesen; in kleinere Dateien teilen und diese indexieren</translation>
    </message>
    <message>
        <source>network address</source>
        <translation>Netzwerkadresse</translation>
    </message>
    <message>
        <source>no graphics card answered: its driver and, on Linux, libvulkan1 must be installed</source>
        <translation>keine Grafikkarte antwortete: Treiber und unter Linux libvulkan1 müssen installiert sein</translation>
    </message>
    <message>
        <source>no known kind of file</source>
        <translation>keine bekannte Dateiart</translation>
    </message>
    <message>
        <source>no longer states {fact}</source>
        <translation>nennt {fact} nicht mehr</translation>
    </message>
    <message>
        <source>no permission to read it</source>
        <translation>keine Leseberechtigung</translation>
    </message>
    <message>
        <source>no personal data found</source>
        <translation>keine personenbezogenen Daten gefunden</translation>
    </message>
    <message>
        <source>no reason for either</source>
        <translation>kein Grund für eines von beiden</translation>
    </message>
    <message>
        <source>no sentence was made of it. Write it where it belongs, with [{n}] behind it.</source>
        <translation>Es wurde kein Satz daraus. Schreiben Sie sie an ihre Stelle, mit [{n}] dahinter.</translation>
    </message>
    <message>
        <source>no style</source>
        <translation>kein Stil</translation>
    </message>
    <message>
        <source>no style fits it</source>
        <translation>kein Stil passt dazu</translation>
    </message>
    <message>
        <source>no text layer ({what}), and OCR finds no text in it either</source>
        <translation>keine Textebene ({what}), und auch die Texterkennung findet nichts</translation>
    </message>
    <message>
        <source>no time limit is set for drafts</source>
        <translation>für Entwürfe ist keine Frist gesetzt</translation>
    </message>
    <message>
        <source>no word in common: found by its meaning</source>
        <translation>kein gemeinsames Wort: über die Bedeutung gefunden</translation>
    </message>
    <message>
        <source>no. {n} by meaning</source>
        <translation>Nr. {n} nach Bedeutung</translation>
    </message>
    <message>
        <source>no. {n} by words</source>
        <translation>Nr. {n} nach Wortlaut</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>none of its pages can be read; get a fresh copy and index it again</source>
        <translation>keine Seite ist lesbar; neue Kopie besorgen und neu indexieren</translation>
    </message>
    <message>
        <source>none that is known</source>
        <translation>keiner bekannten</translation>
    </message>
    <message>
        <source>none told</source>
        <translation>keine erkannt</translation>
    </message>
    <message>
        <source>none was tried so far</source>
        <translation>bisher wurde keine versucht</translation>
    </message>
    <message>
        <source>not HTML that can be parsed; open it in a browser and save it again</source>
        <translation>kein lesbares HTML; im Browser öffnen und neu speichern</translation>
    </message>
    <message>
        <source>not JSON (line {n}, column {n2}: {why}); mend it and index it again</source>
        <translation>kein JSON (Zeile {n}, Spalte {n2}: {why}); berichtigen und neu indexieren</translation>
    </message>
    <message>
        <source>not UTF-8; read as Windows-1252 (Western European): where letters look wrong, save it as UTF-8 and index it again</source>
        <translation>kein UTF-8; als Windows-1252 (westeuropäisch) gelesen: bei falschen Buchstaben als UTF-8 speichern und neu indexieren</translation>
    </message>
    <message>
        <source>not a PDF, although its name says so</source>
        <translation>kein PDF, obwohl der Name es sagt</translation>
    </message>
    <message>
        <source>not a PowerPoint presentation; save it as .pptx and index it again</source>
        <translation>keine PowerPoint-Präsentation; als .pptx speichern und neu indexieren</translation>
    </message>
    <message>
        <source>not a Word document; save it as .docx and index it again</source>
        <translation>kein Word-Dokument; als .docx speichern und neu indexieren</translation>
    </message>
    <message>
        <source>not a picture of a known kind, although its name says so</source>
        <translation>kein Bild bekannter Art, obwohl der Name es sagt</translation>
    </message>
    <message>
        <source>not a table that can be read: {why}</source>
        <translation>keine lesbare Tabelle: {why}</translation>
    </message>
    <message>
        <source>not an EPUB book: its package document is missing</source>
        <translation>kein EPUB-Buch: das Paketdokument fehlt</translation>
    </message>
    <message>
        <source>not an e-mail: it has no header lines</source>
        <translation>keine E-Mail: hat keine Kopfzeilen</translation>
    </message>
    <message>
        <source>not cited</source>
        <translation>nicht zitiert</translation>
    </message>
    <message>
        <source>not enough data yet: collect tickets and name their groups</source>
        <translation>noch zu wenig Daten: Tickets sammeln und ihre Gruppen benennen</translation>
    </message>
    <message>
        <source>not enough data yet: collect {n} drafts with an outcome</source>
        <translation>noch zu wenig Daten: {n} Entwürfe mit Ergebnis sammeln</translation>
    </message>
    <message>
        <source>not enough data yet: collect {w}.</source>
        <translation>noch zu wenig Daten: {w} sammeln.</translation>
    </message>
    <message>
        <source>not finished yet: update it</source>
        <translation>noch nicht fertig: aktualisieren</translation>
    </message>
    <message>
        <source>not now</source>
        <translation>jetzt nicht möglich</translation>
    </message>
    <message>
        <source>not stated: {facts}</source>
        <translation>nicht genannt: {facts}</translation>
    </message>
    <message>
        <source>not up to date: {problem}</source>
        <translation>nicht aktuell: {problem}</translation>
    </message>
    <message>
        <source>not {encoding} text (byte {n}); save it as UTF-8 and index it again</source>
        <translation>kein Text in {encoding} (Byte {n}); als UTF-8 speichern und neu indexieren</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>nichts geändert</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>number of the state</source>
        <translation>amtliche Nummer</translation>
    </message>
    <message>
        <source>number plate</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message numerus="yes">
        <source>of {n} drafts</source>
        <translation>
            <numerusform>von {n} Entwurf</numerusform>
            <numerusform>von {n} Entwürfen</numerusform>
        </translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>on the processor: {w}</source>
        <translation>auf dem Prozessor: {w}</translation>
    </message>
    <message>
        <source>on the processor: {w};</source>
        <translation>auf dem Prozessor: {w};</translation>
    </message>
    <message>
        <source>on: models cannot be downloaded</source>
        <translation>an: Modelle können nicht heruntergeladen werden</translation>
    </message>
    <message>
        <source>one says that it is so, the other that it is not</source>
        <translation>das eine sagt, dass es so ist, das andere, dass nicht</translation>
    </message>
    <message>
        <source>only {n} files of a ticket are read</source>
        <translation>von einem Ticket werden nur {n} Dateien gelesen</translation>
    </message>
    <message>
        <source>open: {names}</source>
        <translation>offen: {names}</translation>
    </message>
    <message>
        <source>other documents came near too; see those below that are not cited</source>
        <translation>andere Dokumente lagen ähnlich nahe; siehe unten die nicht zitierten</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>Seite {page}</translation>
    </message>
    <message>
        <source>passport</source>
        <translation>Reisepass</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>password-protected, or in an old binary format; save it without a password in the current format (.docx, .xlsx, .pptx) and index it again</source>
        <translation>passwortgeschützt oder in einem alten Format; ohne Passwort im aktuellen Format speichern (.docx, .xlsx, .pptx) und neu indexieren</translation>
    </message>
    <message>
        <source>password-protected; save it without a password and index it again</source>
        <translation>passwortgeschützt; ohne Passwort speichern und neu indexieren</translation>
    </message>
    <message>
        <source>past its time limit</source>
        <translation>Frist überschritten</translation>
    </message>
    <message>
        <source>percentages</source>
        <translation>Prozentsätze</translation>
    </message>
    <message>
        <source>personal page</source>
        <translation>persönliche Seite</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>phone numbers</source>
        <translation>Telefonnummern</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>policy number</source>
        <translation>Versicherungsnummer</translation>
    </message>
    <message>
        <source>postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>prompt {prompt}</source>
        <translation>Prompt {prompt}</translation>
    </message>
    <message>
        <source>protected by digital rights management; index a copy without it</source>
        <translation>durch DRM geschützt; eine Kopie ohne Schutz indexieren</translation>
    </message>
    <message>
        <source>public</source>
        <translation>öffentlich</translation>
    </message>
    <message>
        <source>recent draft</source>
        <translation>letzter Entwurf</translation>
    </message>
    <message>
        <source>refused since the start: {n}</source>
        <translation>seit dem Start abgelehnt: {n}</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>removed since</source>
        <translation>inzwischen entfernt</translation>
    </message>
    <message>
        <source>retired phrase</source>
        <translation>nicht mehr verwendete Wendung</translation>
    </message>
    <message>
        <source>retrieval</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>set here</source>
        <translation>hier festgelegt</translation>
    </message>
    <message>
        <source>set in the window: {w}</source>
        <translation>im Fenster festgelegt: {w}</translation>
    </message>
    <message>
        <source>something of it is still found</source>
        <translation>etwas davon ist noch auffindbar</translation>
    </message>
    <message>
        <source>still stands</source>
        <translation>gilt noch</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>noch vorhanden</translation>
    </message>
    <message>
        <source>style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>style {style}</source>
        <translation>Stil {style}</translation>
    </message>
    <message>
        <source>summaries and records</source>
        <translation>Zusammenfassungen und Einträge</translation>
    </message>
    <message>
        <source>superseded since</source>
        <translation>inzwischen abgelöst</translation>
    </message>
    <message>
        <source>tax number</source>
        <translation>Steuernummer</translation>
    </message>
    <message>
        <source>the base model without a style</source>
        <translation>das Basismodell ohne Stil</translation>
    </message>
    <message>
        <source>the comparison ended</source>
        <translation>der Vergleich ist beendet</translation>
    </message>
    <message>
        <source>the computer ran out of memory while reading it; close other programs and index it again</source>
        <translation>beim Lesen ging der Speicher aus; andere Programme schließen und neu indexieren</translation>
    </message>
    <message>
        <source>the document is no longer in the index</source>
        <translation>das Dokument ist nicht mehr im Index</translation>
    </message>
    <message>
        <source>the document says something else now</source>
        <translation>das Dokument sagt jetzt etwas anderes</translation>
    </message>
    <message>
        <source>the document still says this, word for word</source>
        <translation>das Dokument sagt das noch, Wort für Wort</translation>
    </message>
    <message>
        <source>the document still says this, word for word (version {version})</source>
        <translation>das Dokument sagt das noch, Wort für Wort (Version {version})</translation>
    </message>
    <message>
        <source>the documents match the question only in part</source>
        <translation>die Dokumente passen nur teilweise zur Frage</translation>
    </message>
    <message>
        <source>the draft asks back first.</source>
        <translation>Der Entwurf fragt zuerst zurück.</translation>
    </message>
    <message>
        <source>the export names it only</source>
        <translation>der Export nennt sie nur</translation>
    </message>
    <message>
        <source>the file holds no entries</source>
        <translation>die Datei enthält keine Einträge</translation>
    </message>
    <message>
        <source>the file holds no rows</source>
        <translation>die Datei enthält keine Zeilen</translation>
    </message>
    <message>
        <source>the file holds no text</source>
        <translation>die Datei enthält keinen Text</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the graphics card did not write the same text in the self-test, or not in time</source>
        <translation>die Grafikkarte schrieb im Selbsttest nicht denselben Text oder nicht rechtzeitig</translation>
    </message>
    <message>
        <source>the graphics card failed while it wrote</source>
        <translation>die Grafikkarte fiel beim Schreiben aus</translation>
    </message>
    <message>
        <source>the passages may be about another question</source>
        <translation>die Textstellen handeln womöglich von einer anderen Frage</translation>
    </message>
    <message>
        <source>the right document is not cited</source>
        <translation>das richtige Dokument ist nicht zitiert</translation>
    </message>
    <message>
        <source>the same text came before</source>
        <translation>derselbe Text kam schon vorher</translation>
    </message>
    <message>
        <source>the same words stand elsewhere in the document</source>
        <translation>dieselben Worte stehen anderswo im Dokument</translation>
    </message>
    <message>
        <source>the system hides {names}</source>
        <translation>das System verbirgt {names}</translation>
    </message>
    <message>
        <source>the system's keyring</source>
        <translation>der Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>there is no graphics card, or llama.cpp was built without one</source>
        <translation>es gibt keine Grafikkarte, oder llama.cpp wurde ohne sie gebaut</translation>
    </message>
    <message>
        <source>this package is for the processor alone; one that is built with Vulkan can use a graphics card</source>
        <translation>dieses Paket ist nur für den Prozessor; ein mit Vulkan gebautes kann eine Grafikkarte nutzen</translation>
    </message>
    <message>
        <source>times of day</source>
        <translation>Uhrzeiten</translation>
    </message>
    <message>
        <source>tokens a second, read</source>
        <translation>Token je Sekunde, gelesen</translation>
    </message>
    <message>
        <source>tokens a second, written</source>
        <translation>Token je Sekunde, geschrieben</translation>
    </message>
    <message>
        <source>too long: the files of a ticket are read up to {n} characters</source>
        <translation>zu lang: Die Dateien eines Tickets werden bis zu {n} Zeichen gelesen</translation>
    </message>
    <message>
        <source>took longer than {n} s to read; split it, or save it anew with the program that made it, and index it again</source>
        <translation>Lesen dauerte länger als {n} s; teilen oder im Ursprungsprogramm neu speichern und neu indexieren</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>unpacks to far more than a document holds; it may be a zip bomb</source>
        <translation>entpackt sich zu weit mehr, als ein Dokument enthält; womöglich eine ZIP-Bombe</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
    <message>
        <source>up to date, {age}</source>
        <translation>aktuell, {age}</translation>
    </message>
    <message>
        <source>updated {since}</source>
        <translation>aktualisiert {since}</translation>
    </message>
    <message>
        <source>updating…</source>
        <translation>wird aktualisiert…</translation>
    </message>
    <message>
        <source>user name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>valid since {day}</source>
        <translation>gültig seit {day}</translation>
    </message>
    <message>
        <source>valid until {day}</source>
        <translation>gültig bis {day}</translation>
    </message>
    <message>
        <source>valid {start} to {end}</source>
        <translation>gültig {start} bis {end}</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>wallet</source>
        <translation>Wallet</translation>
    </message>
    <message>
        <source>web addresses</source>
        <translation>Webadressen</translation>
    </message>
    <message>
        <source>whoever runs this computer</source>
        <translation>der Verwaltung dieses Computers</translation>
    </message>
    <message>
        <source>with other tickets of this kind likely {low} to {high}</source>
        <translation>mit anderen Tickets dieser Art wahrscheinlich {low} bis {high}</translation>
    </message>
    <message>
        <source>without a text</source>
        <translation>ohne Text</translation>
    </message>
    <message>
        <source>without an outcome</source>
        <translation>ohne Ergebnis</translation>
    </message>
    <message>
        <source>without limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <source>you stopped it; update it to go on</source>
        <translation>von Ihnen angehalten; aktualisieren, um fortzufahren</translation>
    </message>
    <message>
        <source>{at} of {total}</source>
        <translation>{at} von {total}</translation>
    </message>
    <message>
        <source>{bundle_kinds} {id} imported. {note}</source>
        <translation>{bundle_kinds} {id} importiert. {note}</translation>
    </message>
    <message>
        <source>{current} of {total}</source>
        <translation>{current} von {total}</translation>
    </message>
    <message>
        <source>{decision}, confidence {confidence} of 1</source>
        <translation>{decision}, Sicherheit {confidence} von 1</translation>
    </message>
    <message>
        <source>{document} ended on {day}</source>
        <translation>{document} galt bis {day}</translation>
    </message>
    <message>
        <source>{document} holds text that gives orders to the program; it was not used: “{order}”.</source>
        <translation>{document} enthält Text, der dem Programm Anweisungen gibt; er wurde nicht verwendet: „{order}“.</translation>
    </message>
    <message>
        <source>{document} is superseded</source>
        <translation>{document} ist abgelöst</translation>
    </message>
    <message>
        <source>{done} after {time}</source>
        <translation>{done} nach {time}</translation>
    </message>
    <message>
        <source>{done} of about {total} passages</source>
        <translation>{done} von etwa {total} Textstellen</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{done} of {total} passages</source>
        <translation>{done} von {total} Textstellen</translation>
    </message>
    <message>
        <source>{drafts}, {judged} of them judged</source>
        <translation>{drafts}, davon {judged} beurteilt</translation>
    </message>
    <message>
        <source>{drafts}, {sure} sure, {right} right</source>
        <translation>{drafts}, {sure} sicher, {right} richtig</translation>
    </message>
    <message>
        <source>{edits} in {drafts}</source>
        <translation>{edits} in {drafts}</translation>
    </message>
    <message>
        <source>{files} of {of_files} files</source>
        <translation>{files} von {of_files} Dateien</translation>
    </message>
    <message>
        <source>{files}, {size} bytes</source>
        <translation>{files}, {size} Byte</translation>
    </message>
    <message>
        <source>{first} and {second} are compared. {verdict}</source>
        <translation>{first} und {second} werden verglichen. {verdict}</translation>
    </message>
    <message>
        <source>{first} and {second}, until {day}. {verdict}</source>
        <translation>{first} und {second}, bis {day}. {verdict}</translation>
    </message>
    <message>
        <source>{golden_tickets} of this home, {day_of}</source>
        <translation>{golden_tickets} von hier, {day_of}</translation>
    </message>
    <message numerus="yes">
        <source>{groups} of {n} tickets without a topic, the largest first.</source>
        <translation>
            <numerusform>{groups} aus {n} Ticket ohne Thema, die größte zuerst.</numerusform>
            <numerusform>{groups} aus {n} Tickets ohne Thema, die größte zuerst.</numerusform>
        </translation>
    </message>
    <message>
        <source>{held_out} of the drafts are kept back, to check what was learned.</source>
        <translation>{held_out} der Entwürfe werden zurückgehalten, um das Gelernte zu prüfen.</translation>
    </message>
    <message>
        <source>{here} from {drafts}</source>
        <translation>{here}, aus {drafts}</translation>
    </message>
    <message>
        <source>{here} from {drafts}, {edited} of them edited</source>
        <translation>{here}, aus {drafts}, davon {edited} bearbeitet</translation>
    </message>
    <message>
        <source>{id}: states {fact}, which it must never state.</source>
        <translation>{id}: nennt {fact}, was es nie nennen darf.</translation>
    </message>
    <message>
        <source>{id}: the refusal was right and is lost ({w}).</source>
        <translation>{id}: Die Ablehnung war richtig und ist verloren ({w}).</translation>
    </message>
    <message>
        <source>{keys} is taken by another program. Choose another key in the settings.</source>
        <translation>{keys} ist von einem anderen Programm belegt. Wählen Sie in den Einstellungen eine andere Taste.</translation>
    </message>
    <message>
        <source>{keys} opens this from any program.</source>
        <translation>{keys} öffnet dies aus jedem Programm.</translation>
    </message>
    <message>
        <source>{least} or more</source>
        <translation>mindestens {least}</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} bis {most}</translation>
    </message>
    <message>
        <source>{left} open</source>
        <translation>{left} offen</translation>
    </message>
    <message>
        <source>{made}: {time} (median), {tokens} tokens (mean), {replies}.</source>
        <translation>{made}: {time} (Median), {tokens} Token (Mittel), {replies}.</translation>
    </message>
    <message>
        <source>{names} is not in the passages cited. Copy it from one or remove it.</source>
        <translation>{names} steht nicht in den zitierten Textstellen. Übernehmen Sie es aus einer oder entfernen Sie es.</translation>
    </message>
    <message>
        <source>{names} is not in the ticket. Copy it from there or remove it.</source>
        <translation>{names} steht nicht im Ticket. Übernehmen Sie es von dort oder entfernen Sie es.</translation>
    </message>
    <message>
        <source>{names} were not read: {w}.</source>
        <translation>{names} wurden nicht gelesen: {w}.</translation>
    </message>
    <message>
        <source>{name} '{value}' is not a date like 2026-02-28; it is ignored</source>
        <translation>{name} „{value}“ ist kein Datum wie 2026-02-28; wird ignoriert</translation>
    </message>
    <message>
        <source>{name} (not read: {problem})</source>
        <translation>{name} (nicht gelesen: {problem})</translation>
    </message>
    <message>
        <source>{name} again</source>
        <translation>{name}, erneut</translation>
    </message>
    <message>
        <source>{name} beats the model that ships on your golden tickets.</source>
        <translation>{name} schlägt das mitgelieferte Modell bei Ihren Referenztickets.</translation>
    </message>
    <message>
        <source>{name} came with the ticket and is no document of the company's. Check what the draft takes from it.</source>
        <translation>{name} kam mit dem Ticket und ist kein Dokument der Firma. Prüfen Sie, was der Entwurf daraus nimmt.</translation>
    </message>
    <message>
        <source>{name} does not beat the model that ships on your golden tickets.</source>
        <translation>{name} schlägt das mitgelieferte Modell bei Ihren Referenztickets nicht.</translation>
    </message>
    <message>
        <source>{name} drafts from now on.</source>
        <translation>{name} entwirft ab jetzt.</translation>
    </message>
    <message>
        <source>{name} first</source>
        <translation>{name} zuerst</translation>
    </message>
    <message>
        <source>{name} has more than {n} MB.</source>
        <translation>{name} hat mehr als {n} MB.</translation>
    </message>
    <message>
        <source>{name} holds no ticket of a customer.</source>
        <translation>{name} enthält kein Ticket eines Kunden.</translation>
    </message>
    <message>
        <source>{name} holds no words.</source>
        <translation>{name} enthält keine Worte.</translation>
    </message>
    <message>
        <source>{name} is active. Drafts are written in it from now on.</source>
        <translation>{name} ist aktiv. Ab jetzt wird damit entworfen.</translation>
    </message>
    <message>
        <source>{name} was changed after it was signed.</source>
        <translation>{name} wurde nach der Signatur geändert.</translation>
    </message>
    <message>
        <source>{name} was imported. It drafts when you choose Use.</source>
        <translation>{name} wurde importiert. Es entwirft, sobald Sie „Verwenden“ wählen.</translation>
    </message>
    <message>
        <source>{name} was not activated. The style in use stays.</source>
        <translation>{name} wurde nicht aktiviert. Der verwendete Stil bleibt.</translation>
    </message>
    <message>
        <source>{name} was not read: {w}.</source>
        <translation>{name} wurde nicht gelesen: {w}.</translation>
    </message>
    <message>
        <source>{name} would ask {cost} {currency}</source>
        <translation>{name} würde {cost} {currency} verlangen</translation>
    </message>
    <message>
        <source>{name}: {documents} and {passages}</source>
        <translation>{name}: {documents} und {passages}</translation>
    </message>
    <message>
        <source>{number} added</source>
        <translation>{number} hinzugefügt</translation>
    </message>
    <message>
        <source>{number} found</source>
        <translation>{number} gefunden</translation>
    </message>
    <message>
        <source>{number} found so far</source>
        <translation>bisher {number} gefunden</translation>
    </message>
    <message>
        <source>{number} million</source>
        <translation>{number} Mio.</translation>
    </message>
    <message>
        <source>{number} removed</source>
        <translation>{number} entfernt</translation>
    </message>
    <message>
        <source>{number} thousand</source>
        <translation>{number} Tsd.</translation>
    </message>
    <message>
        <source>{number} unchanged</source>
        <translation>{number} unverändert</translation>
    </message>
    <message>
        <source>{number} updated</source>
        <translation>{number} aktualisiert</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{n} MB is over the limit of {n2} MB; split it, or raise max_file_mb in the settings</source>
        <translation>{n} MB überschreiten die Grenze von {n2} MB; teilen oder die Grenze in den Einstellungen erhöhen</translation>
    </message>
    <message numerus="yes">
        <source>{n} articles written as first drafts. Nothing in them was checked: read each sentence.</source>
        <translation>
            <numerusform>{n} Artikel als erste Fassung geschrieben. Nichts darin ist geprüft: Lesen Sie jeden Satz.</numerusform>
            <numerusform>{n} Artikel als erste Fassungen geschrieben. Nichts darin ist geprüft: Lesen Sie jeden Satz.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} connections</source>
        <translation>
            <numerusform>{n} Verbindung</numerusform>
            <numerusform>{n} Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} copies may hold it: {paths}</source>
        <translation>
            <numerusform>{n} Kopie kann es noch enthalten: {paths}</numerusform>
            <numerusform>{n} Kopien können es noch enthalten: {paths}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days ago</source>
        <translation>
            <numerusform>vor {n} Tag</numerusform>
            <numerusform>vor {n} Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} documents</source>
        <translation>
            <numerusform>{n} Dokument</numerusform>
            <numerusform>{n} Dokumente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} documents with metadata that could not be used</source>
        <translation>
            <numerusform>{n} Dokument mit unbrauchbaren Metadaten</numerusform>
            <numerusform>{n} Dokumente mit unbrauchbaren Metadaten</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} draft, {n2} refused, {n3} handed over.</source>
        <translation>{n} Entwurf, {n2} abgelehnt, {n3} übergeben.</translation>
    </message>
    <message numerus="yes">
        <source>{n} drafts</source>
        <translation>
            <numerusform>{n} Entwurf</numerusform>
            <numerusform>{n} Entwürfe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} drafts past the time limit erased; the receipt is kept below.</source>
        <translation>
            <numerusform>{n} Entwurf nach Fristablauf gelöscht; die Quittung steht unten.</numerusform>
            <numerusform>{n} Entwürfe nach Fristablauf gelöscht; die Quittung steht unten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} drafts were counted in {name}.</source>
        <translation>
            <numerusform>{n} Entwurf wurde in {name} gezählt.</numerusform>
            <numerusform>{n} Entwürfe wurden in {name} gezählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} drafts, {n2} refused, {n3} handed over.</source>
        <translation>{n} Entwürfe, {n2} abgelehnt, {n3} übergeben.</translation>
    </message>
    <message numerus="yes">
        <source>{n} earlier messages</source>
        <translation>
            <numerusform>{n} frühere Nachricht</numerusform>
            <numerusform>{n} frühere Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} edits</source>
        <translation>
            <numerusform>{n} Änderung</numerusform>
            <numerusform>{n} Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} examples left: no ticket gets this topic until a suggested group is given its name.</source>
        <translation>Noch {n} Beispiele: Kein Ticket erhält dieses Thema, bis eine Gruppe seinen Namen bekommt.</translation>
    </message>
    <message>
        <source>{n} examples: give a suggested group this name to have more.</source>
        <translation>{n} Beispiele: Geben Sie einer Gruppe diesen Namen, um mehr zu haben.</translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <translation>
            <numerusform>{n} Datei</numerusform>
            <numerusform>{n} Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files could not be read; the card of the source says why.</source>
        <translation>
            <numerusform>{n} Datei konnte nicht gelesen werden; die Karte der Quelle nennt den Grund.</numerusform>
            <numerusform>{n} Dateien konnten nicht gelesen werden; die Karte der Quelle nennt den Grund.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files not indexed</source>
        <translation>
            <numerusform>{n} Datei nicht indexiert</numerusform>
            <numerusform>{n} Dateien nicht indexiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} findings keep it from being copied as it is.</source>
        <translation>
            <numerusform>{n} Beanstandung verhindert, dass er so kopiert wird.</numerusform>
            <numerusform>{n} Beanstandungen verhindern, dass er so kopiert wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} golden run saved in the last 90 days, {n2} in all.</source>
        <translation>{n} Referenzlauf in den letzten 90 Tagen gespeichert, insgesamt {n2}.</translation>
    </message>
    <message>
        <source>{n} golden runs saved in the last 90 days, {n2} in all.</source>
        <translation>{n} Referenzläufe in den letzten 90 Tagen gespeichert, insgesamt {n2}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} golden tickets</source>
        <translation>
            <numerusform>{n} Referenzticket</numerusform>
            <numerusform>{n} Referenztickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups</source>
        <translation>
            <numerusform>{n} Gruppe</numerusform>
            <numerusform>{n} Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>vor {n} h</translation>
    </message>
    <message numerus="yes">
        <source>{n} judged by people.</source>
        <translation>
            <numerusform>{n} von Menschen beurteilt.</numerusform>
            <numerusform>{n} von Menschen beurteilt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} language in {n2} ticket ({w}); documents are in {w2}.</source>
        <translation>{n} Sprache in {n2} Ticket ({w}); Dokumente liegen vor in: {w2}.</translation>
    </message>
    <message>
        <source>{n} language in {n2} tickets ({w}); documents are in {w2}.</source>
        <translation>{n} Sprache in {n2} Tickets ({w}); Dokumente liegen vor in: {w2}.</translation>
    </message>
    <message>
        <source>{n} languages in {n2} ticket ({w}); documents are in {w2}.</source>
        <translation>{n} Sprachen in {n2} Ticket ({w}); Dokumente liegen vor in: {w2}.</translation>
    </message>
    <message>
        <source>{n} languages in {n2} tickets ({w}); documents are in {w2}.</source>
        <translation>{n} Sprachen in {n2} Tickets ({w}); Dokumente liegen vor in: {w2}.</translation>
    </message>
    <message>
        <source>{n} level (reply, summary, record) and {n2} topic with {p} or more of {n3} draft.</source>
        <translation>{n} Stufe (Antwort, Zusammenfassung, Eintrag) und {n2} Thema mit mindestens {p} von {n3} Entwurf.</translation>
    </message>
    <message>
        <source>{n} level (reply, summary, record) and {n2} topic with {p} or more of {n3} drafts.</source>
        <translation>{n} Stufe (Antwort, Zusammenfassung, Eintrag) und {n2} Thema mit mindestens {p} von {n3} Entwürfen.</translation>
    </message>
    <message>
        <source>{n} level (reply, summary, record) and {n2} topics with {p} or more of {n3} draft.</source>
        <translation>{n} Stufe (Antwort, Zusammenfassung, Eintrag) und {n2} Themen mit mindestens {p} von {n3} Entwurf.</translation>
    </message>
    <message>
        <source>{n} level (reply, summary, record) and {n2} topics with {p} or more of {n3} drafts.</source>
        <translation>{n} Stufe (Antwort, Zusammenfassung, Eintrag) und {n2} Themen mit mindestens {p} von {n3} Entwürfen.</translation>
    </message>
    <message>
        <source>{n} levels (reply, summary, record) and {n2} topic with {p} or more of {n3} draft.</source>
        <translation>{n} Stufen (Antwort, Zusammenfassung, Eintrag) und {n2} Thema mit mindestens {p} von {n3} Entwurf.</translation>
    </message>
    <message>
        <source>{n} levels (reply, summary, record) and {n2} topic with {p} or more of {n3} drafts.</source>
        <translation>{n} Stufen (Antwort, Zusammenfassung, Eintrag) und {n2} Thema mit mindestens {p} von {n3} Entwürfen.</translation>
    </message>
    <message>
        <source>{n} levels (reply, summary, record) and {n2} topics with {p} or more of {n3} draft.</source>
        <translation>{n} Stufen (Antwort, Zusammenfassung, Eintrag) und {n2} Themen mit mindestens {p} von {n3} Entwurf.</translation>
    </message>
    <message>
        <source>{n} levels (reply, summary, record) and {n2} topics with {p} or more of {n3} drafts.</source>
        <translation>{n} Stufen (Antwort, Zusammenfassung, Eintrag) und {n2} Themen mit mindestens {p} von {n3} Entwürfen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} lines</source>
        <translation>
            <numerusform>{n} Zeile</numerusform>
            <numerusform>{n} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>vor {n} min</translation>
    </message>
    <message numerus="yes">
        <source>{n} modes</source>
        <translation>
            <numerusform>{n} Art</numerusform>
            <numerusform>{n} Arten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} months ago</source>
        <translation>
            <numerusform>vor {n} Monat</numerusform>
            <numerusform>vor {n} Monaten</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} more answer</source>
        <translation>{n} weitere Antwort</translation>
    </message>
    <message>
        <source>{n} more answers</source>
        <translation>{n} weitere Antworten</translation>
    </message>
    <message>
        <source>{n} more day</source>
        <translation>{n} weiteren Tag</translation>
    </message>
    <message>
        <source>{n} more days</source>
        <translation>{n} weitere Tage</translation>
    </message>
    <message>
        <source>{n} more draft</source>
        <translation>{n} weiteren Entwurf</translation>
    </message>
    <message>
        <source>{n} more drafts</source>
        <translation>{n} weitere Entwürfe</translation>
    </message>
    <message>
        <source>{n} more edit</source>
        <translation>{n} weitere Änderung</translation>
    </message>
    <message>
        <source>{n} more edited replies</source>
        <translation>{n} weitere bearbeitete Antworten</translation>
    </message>
    <message>
        <source>{n} more edited reply</source>
        <translation>{n} weitere bearbeitete Antwort</translation>
    </message>
    <message>
        <source>{n} more edits</source>
        <translation>{n} weitere Änderungen</translation>
    </message>
    <message numerus="yes">
        <source>{n} more files could not be read.</source>
        <translation>
            <numerusform>{n} weitere Datei konnte nicht gelesen werden.</numerusform>
            <numerusform>{n} weitere Dateien konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} more golden ticket</source>
        <translation>{n} weiteres Referenzticket</translation>
    </message>
    <message>
        <source>{n} more golden tickets</source>
        <translation>{n} weitere Referenztickets</translation>
    </message>
    <message>
        <source>{n} more outcome</source>
        <translation>{n} weiteres Ergebnis</translation>
    </message>
    <message>
        <source>{n} more outcomes</source>
        <translation>{n} weitere Ergebnisse</translation>
    </message>
    <message>
        <source>{n} more saved golden run</source>
        <translation>{n} weiteren gespeicherten Referenzlauf</translation>
    </message>
    <message>
        <source>{n} more saved golden runs</source>
        <translation>{n} weitere gespeicherte Referenzläufe</translation>
    </message>
    <message>
        <source>{n} more style rule</source>
        <translation>{n} weitere Stilregel</translation>
    </message>
    <message>
        <source>{n} more style rules</source>
        <translation>{n} weitere Stilregeln</translation>
    </message>
    <message>
        <source>{n} more ticket</source>
        <translation>{n} weiteres Ticket</translation>
    </message>
    <message>
        <source>{n} more tickets</source>
        <translation>{n} weitere Tickets</translation>
    </message>
    <message>
        <source>{n} of the last {n2} taken with little editing, likely {p} to {p2}</source>
        <translation>{n} der letzten {n2} wenig bearbeitet übernommen, wahrscheinlich {p} bis {p2}</translation>
    </message>
    <message>
        <source>{n} of the last {n2} taken with little editing, likely {p} to {p2}.</source>
        <translation>{n} der letzten {n2} wenig bearbeitet übernommen, wahrscheinlich {p} bis {p2}.</translation>
    </message>
    <message>
        <source>{n} of the last {n2} taken with little editing, likely {p} to {p2}; not enough data yet: collect {n3} more</source>
        <translation>{n} der letzten {n2} wenig bearbeitet übernommen, wahrscheinlich {p} bis {p2}; noch zu wenig Daten: {n3} weitere sammeln</translation>
    </message>
    <message>
        <source>{n} of the last {n2} taken with little editing, likely {p} to {p2}; not enough data yet: collect {n3} more.</source>
        <translation>{n} der letzten {n2} wenig bearbeitet übernommen, wahrscheinlich {p} bis {p2}; noch zu wenig Daten: {n3} weitere sammeln.</translation>
    </message>
    <message>
        <source>{n} of {n2} ({p})</source>
        <translation>{n} von {n2} ({p})</translation>
    </message>
    <message>
        <source>{n} of {n2} drafts by {w} and {n3} of {n4} drafts by {w2} were {w3}.</source>
        <translation>{n} von {n2} Entwürfen mit „{w}“ und {n3} von {n4} Entwürfen mit „{w2}“ wurden {w3}.</translation>
    </message>
    <message>
        <source>{n} of {n2} passages given</source>
        <translation>{n} von {n2} mitgegebenen Textstellen</translation>
    </message>
    <message>
        <source>{n} of {n2} tickets set aside as a test get their topic ({p})</source>
        <translation>{n} von {n2} zum Test beiseitegelegten Tickets erhalten ihr Thema ({p})</translation>
    </message>
    <message>
        <source>{n} of {n2} tickets set aside as a test get their topic ({p}).</source>
        <translation>{n} von {n2} zum Test beiseitegelegten Tickets erhalten ihr Thema ({p}).</translation>
    </message>
    <message>
        <source>{n} of {n2} tickets that people judged get their topic ({p})</source>
        <translation>{n} von {n2} von Menschen beurteilten Tickets erhalten ihr Thema ({p})</translation>
    </message>
    <message>
        <source>{n} of {n2} tickets that people judged get their topic ({p}).</source>
        <translation>{n} von {n2} von Menschen beurteilten Tickets erhalten ihr Thema ({p}).</translation>
    </message>
    <message numerus="yes">
        <source>{n} outcomes</source>
        <translation>
            <numerusform>{n} Ergebnis</numerusform>
            <numerusform>{n} Ergebnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pages</source>
        <translation>
            <numerusform>{n} Seite</numerusform>
            <numerusform>{n} Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pairs that disagree</source>
        <translation>
            <numerusform>{n} Paar widerspricht sich</numerusform>
            <numerusform>{n} Paare widersprechen sich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} passages</source>
        <translation>
            <numerusform>{n} Textstelle</numerusform>
            <numerusform>{n} Textstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} passages hold orders to the program, which were left out</source>
        <translation>{n} Textstellen enthalten Anweisungen an das Programm; sie wurden ausgelassen</translation>
    </message>
    <message>
        <source>{n} passages of {n2} in {n3} documents, public ones only</source>
        <translation>{n} von {n2} Textstellen in {n3} Dokumenten, nur öffentliche</translation>
    </message>
    <message>
        <source>{n} passages of {n2} in {n3} documents, {n4} by a code of the ticket, public ones only</source>
        <translation>{n} von {n2} Textstellen in {n3} Dokumenten, {n4} über einen Code des Tickets, nur öffentliche</translation>
    </message>
    <message numerus="yes">
        <source>{n} personal values masked</source>
        <translation>
            <numerusform>{n} Wert maskiert</numerusform>
            <numerusform>{n} Werte maskiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} phrases</source>
        <translation>
            <numerusform>{n} Wortfolge</numerusform>
            <numerusform>{n} Wortfolgen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} problems</source>
        <translation>
            <numerusform>{n} Problem</numerusform>
            <numerusform>{n} Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies</source>
        <translation>
            <numerusform>{n} Antwort</numerusform>
            <numerusform>{n} Antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} risks</source>
        <translation>
            <numerusform>{n} Risiko</numerusform>
            <numerusform>{n} Risiken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rules</source>
        <translation>
            <numerusform>{n} Regel</numerusform>
            <numerusform>{n} Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <translation>vor {n} s</translation>
    </message>
    <message numerus="yes">
        <source>{n} sentences have no support: underlined.</source>
        <translation>
            <numerusform>{n} Satz ist nicht belegt: unterstrichen.</numerusform>
            <numerusform>{n} Sätze sind nicht belegt: unterstrichen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tickets</source>
        <translation>
            <numerusform>{n} Ticket</numerusform>
            <numerusform>{n} Tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tickets added.</source>
        <translation>
            <numerusform>{n} Ticket hinzugefügt.</numerusform>
            <numerusform>{n} Tickets hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tickets without a topic.</source>
        <translation>
            <numerusform>{n} Ticket ohne Thema.</numerusform>
            <numerusform>{n} Tickets ohne Thema.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} usable edit in the last {n2} sent replies; learning a style takes {n3}.</source>
        <translation>{n} brauchbare Änderung in den letzten {n2} gesendeten Antworten; ein Stil braucht {n3}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} usable edits</source>
        <translation>
            <numerusform>{n} brauchbare Änderung</numerusform>
            <numerusform>{n} brauchbare Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} usable edits in the last {n2} sent replies; learning a style takes {n3}.</source>
        <translation>{n} brauchbare Änderungen in den letzten {n2} gesendeten Antworten; ein Stil braucht {n3}.</translation>
    </message>
    <message>
        <source>{n} wait for one.</source>
        <translation>{n} warten darauf.</translation>
    </message>
    <message numerus="yes">
        <source>{n} weeks ago</source>
        <translation>
            <numerusform>vor {n} Woche</numerusform>
            <numerusform>vor {n} Wochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} years ago</source>
        <translation>
            <numerusform>vor {n} Jahr</numerusform>
            <numerusform>vor {n} Jahren</numerusform>
        </translation>
    </message>
    <message>
        <source>{parts} checked</source>
        <translation>{parts} geprüft</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} von {whole}</translation>
    </message>
    <message>
        <source>{part} of {whole}; the true share is between {low} and {high}</source>
        <translation>{part} von {whole}; der wahre Anteil liegt zwischen {low} und {high}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({why}).</source>
        <translation>{path} kann nicht gelesen werden ({why}).</translation>
    </message>
    <message>
        <source>{path} cannot be written ({why}).</source>
        <translation>{path} kann nicht geschrieben werden ({why}).</translation>
    </message>
    <message>
        <source>{path} contains the source {source}.</source>
        <translation>{path} enthält die Quelle {source}.</translation>
    </message>
    <message>
        <source>{path} is no bundle, or damaged ({why}).</source>
        <translation>{path} ist kein Paket oder beschädigt ({why}).</translation>
    </message>
    <message>
        <source>{path} is not a GGUF file.</source>
        <translation>{path} ist keine GGUF-Datei.</translation>
    </message>
    <message>
        <source>{path} is of a kind that is not indexed. Kinds that are: {kinds}.</source>
        <translation>{path} ist von einer Art, die nicht indexiert wird. Indexiert werden: {kinds}.</translation>
    </message>
    <message>
        <source>{path} is part of the source {source}, which is {w}. Forget that source and add its folders one by one, or write 'access: confidential' into the documents' front matter.</source>
        <translation>{path} gehört zur Quelle {source}, die {w} ist. Entfernen Sie diese Quelle und fügen Sie ihre Ordner einzeln hinzu, oder schreiben Sie „access: confidential“ in die Dokumente.</translation>
    </message>
    <message>
        <source>{path} was written by a newer Citewell (schema {n}; this one knows up to {n2}).</source>
        <translation>{path} wurde von einem neueren Citewell geschrieben (Schema {n}; dieses kennt bis {n2}).</translation>
    </message>
    <message>
        <source>{phrases} phrases looked for in {pages} pages: none is left</source>
        <translation>{phrases} Wortfolgen in {pages} Seiten gesucht, keine gefunden</translation>
    </message>
    <message>
        <source>{place}: that cannot be opened here.</source>
        <translation>{place}: Das lässt sich hier nicht öffnen.</translation>
    </message>
    <message>
        <source>{point}, before</source>
        <translation>{point}, vorher</translation>
    </message>
    <message>
        <source>{problems}; and {number} more</source>
        <translation>{problems}; und {number} weitere</translation>
    </message>
    <message>
        <source>{p} of all drafts are right (95% interval {p2} to {p3}), by {n} verdict, each weighed by the chance that its draft was drawn.</source>
        <translation>{p} aller Entwürfe sind richtig (95-%-Intervall {p2} bis {p3}), nach {n} Urteil, jedes gewichtet nach der Chance, gezogen zu werden.</translation>
    </message>
    <message>
        <source>{p} of all drafts are right (95% interval {p2} to {p3}), by {n} verdicts, each weighed by the chance that its draft was drawn.</source>
        <translation>{p} aller Entwürfe sind richtig (95-%-Intervall {p2} bis {p3}), nach {n} Urteilen, jedes gewichtet nach der Chance, gezogen zu werden.</translation>
    </message>
    <message>
        <source>{said} instead of {expected}</source>
        <translation>{said} statt {expected}</translation>
    </message>
    <message>
        <source>{said}, gone back from release {number}</source>
        <translation>{said}, zurück von Release {number}</translation>
    </message>
    <message>
        <source>{seconds} s an accepted draft</source>
        <translation>{seconds} s je angenommenem Entwurf</translation>
    </message>
    <message>
        <source>{seconds} s of processor time a draft</source>
        <translation>{seconds} s Prozessorzeit je Entwurf</translation>
    </message>
    <message>
        <source>{sentence}  ({some} of {letters})</source>
        <translation>{sentence}  ({some} von {letters})</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} von {total}</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some} und {last}</translation>
    </message>
    <message>
        <source>{some} and {number} more</source>
        <translation>{some} und {number} weitere</translation>
    </message>
    <message>
        <source>{some} or {last}</source>
        <translation>{some} oder {last}</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} bis {end}</translation>
    </message>
    <message>
        <source>{text}. It ends when its {minutes} minutes are over</source>
        <translation>{text}. Es endet, wenn seine {minutes} Minuten vorbei sind</translation>
    </message>
    <message>
        <source>{text}: {level} of {topic}</source>
        <translation>{text}: {level} von {topic}</translation>
    </message>
    <message>
        <source>{tickets} in {modes}, {seconds} s; {passages} indexed</source>
        <translation>{tickets} in {modes}, {seconds} s; {passages} indexiert</translation>
    </message>
    <message>
        <source>{topic}{tickets}, {refused} refused · {days}</source>
        <translation>{topic}{tickets}, {refused} abgelehnt · {days}</translation>
    </message>
    <message>
        <source>{used} of the last {judged} were.</source>
        <translation>{used} der letzten {judged} waren es.</translation>
    </message>
    <message>
        <source>{value}; edited here, which does not count</source>
        <translation>{value}; hier geändert, das zählt nicht</translation>
    </message>
    <message>
        <source>{words} Alt+1 to Alt+3 choose something else.</source>
        <translation>{words} Alt+1 bis Alt+3 wählen etwas anderes.</translation>
    </message>
    <message>
        <source>{w} There are {n}; the most is {n2}.</source>
        <translation>{w} Es sind {n}; höchstens {n2}.</translation>
    </message>
    <message>
        <source>{w} This sentence has {n} words; the most is {n2}.</source>
        <translation>{w} Dieser Satz hat {n} Wörter; höchstens {n2}.</translation>
    </message>
    <message>
        <source>{w} answers cite a passage.</source>
        <translation>{w} Antworten zitieren eine Textstelle.</translation>
    </message>
    <message>
        <source>{w} differ: {one} and {other}</source>
        <translation>{w} unterscheiden sich: {one} und {other}</translation>
    </message>
    <message>
        <source>{w} drafts are summaries or records of a fixed form.</source>
        <translation>{w} Entwürfe sind Zusammenfassungen oder Einträge fester Form.</translation>
    </message>
    <message>
        <source>{w} edits changed the voice alone, the others facts.</source>
        <translation>{w} Änderungen betrafen nur den Ton, die anderen Fakten.</translation>
    </message>
    <message>
        <source>{w} edits changed the voice alone.</source>
        <translation>{w} Änderungen betrafen nur den Ton.</translation>
    </message>
    <message>
        <source>{w} edits changed the voice or a rule.</source>
        <translation>{w} Änderungen betrafen den Ton oder eine Regel.</translation>
    </message>
    <message>
        <source>{w} golden tickets come right without any source.</source>
        <translation>{w} Referenztickets gelingen ganz ohne Quelle.</translation>
    </message>
    <message>
        <source>{w} in the golden tickets</source>
        <translation>{w} in den Referenztickets</translation>
    </message>
    <message>
        <source>{w} is better: {n} of {n2} drafts by {w2} and {n3} of {n4} drafts by {w3} were {w4}. This can be relied on, however often you looked.</source>
        <translation>„{w}“ ist besser: {n} von {n2} Entwürfen mit „{w2}“ und {n3} von {n4} Entwürfen mit „{w3}“ wurden {w4}. Darauf ist Verlass, wie oft Sie auch hingesehen haben.</translation>
    </message>
    <message>
        <source>{w} of this level</source>
        <translation>{w} dieser Stufe</translation>
    </message>
    <message>
        <source>{w} of this topic</source>
        <translation>{w} dieses Themas</translation>
    </message>
    <message>
        <source>{w} of this topic in all three ways</source>
        <translation>{w} dieses Themas auf alle drei Arten</translation>
    </message>
    <message>
        <source>{w} tickets are about facts that have changed.</source>
        <translation>{w} Tickets betreffen geänderte Fakten.</translation>
    </message>
    <message>
        <source>{w} tickets are answered from a place that {n} drafts or fewer cite.</source>
        <translation>{w} Tickets werden aus einer Stelle beantwortet, die höchstens {n} Entwürfe zitieren.</translation>
    </message>
    <message>
        <source>{w} tickets are answered from a place whose figures differ between versions.</source>
        <translation>{w} Tickets werden aus einer Stelle beantwortet, deren Zahlen sich zwischen Versionen unterscheiden.</translation>
    </message>
    <message>
        <source>{w} tickets are answered from a row of a table.</source>
        <translation>{w} Tickets werden aus einer Tabellenzeile beantwortet.</translation>
    </message>
    <message>
        <source>{w} tickets are risky and go to a person.</source>
        <translation>{w} Tickets sind heikel und gehen an einen Menschen.</translation>
    </message>
    <message>
        <source>{w} tickets find their answer in the documents.</source>
        <translation>{w} Tickets finden ihre Antwort in den Dokumenten.</translation>
    </message>
    <message>
        <source>{w} tickets hold personal data, masked on this machine; {w2}.</source>
        <translation>{w} Tickets enthalten personenbezogene Daten, auf diesem Computer maskiert; {w2}.</translation>
    </message>
    <message>
        <source>{w} with the documents indexed</source>
        <translation>{w} mit den indexierten Dokumenten</translation>
    </message>
    <message>
        <source>{w} {w2} and {w3} side by side</source>
        <translation>{w} {w2} und {w3} nebeneinander</translation>
    </message>
    <message>
        <source>{w}, one after each change</source>
        <translation>{w}, einen nach jeder Änderung</translation>
    </message>
    <message>
        <source>{w}: a record comes first. Replies: {w2}.</source>
        <translation>{w}: zuerst ein Eintrag. Antworten: {w2}.</translation>
    </message>
    <message>
        <source>{w}: a summary comes first. Replies: {w2}.</source>
        <translation>{w}: zuerst eine Zusammenfassung. Antworten: {w2}.</translation>
    </message>
    <message>
        <source>{w}: the ticket says “{quote}”. Hand this ticket to: {w2}.</source>
        <translation>{w}: Das Ticket sagt „{quote}“. Übergeben an: {w2}.</translation>
    </message>
    <message>
        <source>{w}: the ticket says “{quote}”. Hand this ticket to: {w2}. Also: {w3}.</source>
        <translation>{w}: Das Ticket sagt „{quote}“. Übergeben an: {w2}. Außerdem: {w3}.</translation>
    </message>
    <message>
        <source>{w}: the ticket says “{quote}”. Hand this ticket to: {w2}. [{rule}]</source>
        <translation>{w}: Das Ticket sagt „{quote}“. Übergeben an: {w2}. [{rule}]</translation>
    </message>
    <message>
        <source>{w}: “{quote}” means it. Hand this ticket to: {w2}.</source>
        <translation>{w}: „{quote}“ deutet darauf hin. Übergeben an: {w2}.</translation>
    </message>
    <message>
        <source>{w}: “{quote}” means it. Hand this ticket to: {w2}. Also: {w3}.</source>
        <translation>{w}: „{quote}“ deutet darauf hin. Übergeben an: {w2}. Außerdem: {w3}.</translation>
    </message>
    <message>
        <source>{w}: “{quote}” means it. Hand this ticket to: {w2}. [{rule}]</source>
        <translation>{w}: „{quote}“ deutet darauf hin. Übergeben an: {w2}. [{rule}]</translation>
    </message>
    <message>
        <source>“{keys}” is no key that can be taken. Write it as Ctrl+Alt+Space.</source>
        <translation>„{keys}“ ist keine Taste, die belegt werden kann. Schreiben Sie sie wie Ctrl+Alt+Space.</translation>
    </message>
    <message>
        <source>“{sentence}” is only loosely backed by [{n}]</source>
        <translation>„{sentence}“ ist durch [{n}] nur lose belegt</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <source>“{typed}” is not a date like 2026-02-28</source>
        <translation>„{typed}“ ist kein Datum wie 2026-02-28</translation>
    </message>
    <message>
        <source>○ before   ● after   lines: where the true share most likely is</source>
        <translation>○ vorher   ● nachher   Linien: wo der wahre Anteil am wahrscheinlichsten liegt</translation>
    </message>
</context>
</TS>
