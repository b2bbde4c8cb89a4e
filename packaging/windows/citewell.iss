; The installer for Windows, by Inno Setup 6: ISCC /DVersion=0.1.0 packaging\windows\citewell.iss
; Silent: Citewell-0.1.0-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/ALLUSERS | /CURRENTUSER] [/DIR="..."] [/LOG="..."]
; What users keep in Citewell lies in %LOCALAPPDATA%\citewell and is neither installed nor removed here.

#ifndef Version
  #error Say the version: ISCC /DVersion=0.1.0 citewell.iss
#endif
#ifndef Bundle
  #define Bundle "..\..\dist\citewell"
#endif
#define Id "{8C1E2B56-0C6B-4B0B-9F0E-5B4E2B9C7A11}"

[Setup]
AppId={{#Id}
AppName=Citewell
AppVersion={#Version}
AppPublisher=The Citewell authors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Citewell
DefaultGroupName=Citewell
DisableProgramGroupPage=yes
UninstallDisplayIcon={app}\citewell-window.exe
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=Citewell-{#Version}-setup
SetupIconFile=..\..\build\icons\citewell.ico
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
; For one user without an administrator, unless /ALLUSERS or the question says otherwise.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
CloseApplications=yes
RestartApplications=no
#ifdef SignTool
; ISCC /DSignTool=name "/Sname=signtool sign /fd sha256 /tr http://timestamp.example /td sha256 $f"
SignTool={#SignTool}
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Newer=Citewell %1 is installed, and this is the older version %2. Nothing was changed.%n%nAn older Citewell cannot open data that a newer one has opened. If you want it all the same, uninstall the newer one first (your data stays), and restore a backup made with the older version.
de.Newer=Citewell %1 ist installiert, und dies ist die ältere Version %2. Nichts wurde geändert.%n%nEin älteres Citewell kann Daten nicht öffnen, die ein neueres geöffnet hat. Wenn Sie es trotzdem wollen, deinstallieren Sie zuerst das neuere (Ihre Daten bleiben) und stellen Sie eine Sicherung der älteren Version wieder her.
en.Kept=Your documents' index, drafts and settings were left in %1.
de.Kept=Index, Entwürfe und Einstellungen wurden in %1 gelassen.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; The files of the version before: a library that no longer ships must not be found.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Citewell"; Filename: "{app}\citewell-window.exe"
Name: "{autodesktop}\Citewell"; Filename: "{app}\citewell-window.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\citewell-window.exe"; Description: "{cm:LaunchProgram,Citewell}"; Flags: nowait postinstall skipifsilent

[Code]
const
  Uninstall = 'Software\Microsoft\Windows\CurrentVersion\Uninstall\{#Id}_is1';

{ The version that is installed for this user or for all; empty where there is none. }
function Installed(): String;
begin
  if not RegQueryStringValue(HKLM64, Uninstall, 'DisplayVersion', Result) then
    if not RegQueryStringValue(HKCU, Uninstall, 'DisplayVersion', Result) then
      Result := '';
end;

{ An older program is not put over a newer one, silently or not. }
function InitializeSetup(): Boolean;
var
  There, Here: Int64;
begin
  Result := True;
  if StrToVersion(Installed(), There) and StrToVersion('{#Version}', Here) then
    if ComparePackedVersion(There, Here) > 0 then begin
      SuppressibleMsgBox(FmtMessage(CustomMessage('Newer'), [Installed(), '{#Version}']), mbError, MB_OK, IDOK);
      Result := False;
    end;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then
    SuppressibleMsgBox(FmtMessage(CustomMessage('Kept'), [ExpandConstant('{localappdata}\citewell')]), mbInformation, MB_OK, IDOK);
end;
