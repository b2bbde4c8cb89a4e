# Install the installer of dist silently for this user, draft and examine with it, refuse an older one, and remove it
# with the data left. Run on a machine that is thrown away, as the workflow does.
$ErrorActionPreference = "Stop"
$setup = (Get-ChildItem dist\Citewell-*-setup.exe | Select-Object -First 1).FullName
$silent = @("/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART", "/CURRENTUSER")

function Invoke-Installer([string] $File) {
    (Start-Process -FilePath $File -ArgumentList $silent -Wait -PassThru).ExitCode
}

if ((Invoke-Installer $setup) -ne 0) { throw "the installer failed" }
$folder = Join-Path $env:LOCALAPPDATA "Programs\Citewell"
$program = Join-Path $folder "citewell.exe"
& $program index sample_kb\software --access public
if ($LASTEXITCODE -ne 0) { throw "indexing failed" }
& $program doctor
if ($LASTEXITCODE -ne 0) { throw "doctor failed" }

# the same script with a version that is older: nothing of the bundle matters, for it must stop before it copies
$version = (Get-Item $setup).BaseName -replace "^Citewell-(.*)-setup$", '$1'
& "C:\Program Files (x86)\Inno Setup 6\ISCC.exe" /DVersion=0.0.1 /Obuild\older packaging\windows\citewell.iss | Out-Null
if ((Invoke-Installer (Resolve-Path build\older\Citewell-0.0.1-setup.exe)) -eq 0) { throw "0.0.1 went over $version" }
if ((Invoke-Installer $setup) -ne 0) { throw "installing the same version over itself failed" }

if ((Invoke-Installer (Join-Path $folder "unins000.exe")) -ne 0) { throw "removing failed" }
if (Test-Path $program) { throw "the program is still there" }
if (-not (Test-Path (Join-Path $env:LOCALAPPDATA "citewell\citewell.db"))) { throw "the data is gone" }
