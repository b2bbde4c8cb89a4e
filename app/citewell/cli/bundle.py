"""``citewell bundle``: knowledge, a policy pack, a style or a model in one signed file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.sources.bundles import Bundle, Bundles, Imported, read_bundle
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.bundles import BundleKind, Manifest
from citewell.records.values import record_of

bundle_group = typer.Typer(
    help="Signed bundles: knowledge, policy packs, styles and models in one file.", no_args_is_help=True
)


class TrustAction(StrEnum):
    """What to do with the list of trusted signers."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"


@bundle_group.command("export")
def export_bundle(
    kind: Annotated[BundleKind, typer.Argument(help="What kind of thing.")],
    what: Annotated[
        str, typer.Argument(help="An indexed folder, or the id of a policy pack, style or imported model.")
    ],
    file: Annotated[Path, typer.Argument(help="The bundle to write.")],
    bundle_id: Annotated[str, typer.Option("--id", help="Its id (default: from the name).")] = "",
    version: Annotated[str, typer.Option("--version", help="Its version, for people.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a bundle, signed with this home's key."""
    with services(home) as opened:
        bundles = opened.bundles
        manifest = bundles.export(kind, what, file, bundle_id=bundle_id, version=version)
        fingerprint = bundles.own_fingerprint
    if as_json:
        output.print_json({"file": str(file), **manifest_json(manifest), "fingerprint": fingerprint})
    else:
        out = output.console()
        out.print(f"Wrote {escape(str(file))}: {_described(manifest)}.", soft_wrap=True)
        out.print(
            f"Signed by this home. Tell who imports it the fingerprint: [bold]{fingerprint}[/bold]", soft_wrap=True
        )


@bundle_group.command("import")
def import_bundle(
    file: Annotated[Path, typer.Argument(help="The bundle.")],
    trust: Annotated[
        str, typer.Option("--trust", metavar="FINGERPRINT", help="Take this signer's bundles from now on.")
    ] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a bundle and take it in; its signer must be trusted."""
    with services(home) as opened:
        imported = opened.bundles.import_bundle(file, trust)
    if as_json:
        output.print_json(_imported_json(imported))
    else:
        output.console().print(f"Imported {_described(imported.manifest)}. {escape(imported.note)}", soft_wrap=True)


@bundle_group.command("inspect")
def inspect_bundle(
    file: Annotated[Path, typer.Argument(help="The bundle.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is in a bundle and who signed it; nothing is taken in."""
    bundle = read_bundle(file)
    with services(home) as opened:
        trusted = opened.bundles.trusts(bundle.signature.fingerprint)
    if as_json:
        record = manifest_json(bundle.manifest)
        listed = [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in bundle.manifest.files]
        output.print_json(record | {"files": listed} | _signer_json(bundle, trusted=trusted))
        return
    _show(bundle, trusted=trusted)


@bundle_group.command("trust")
def trust_signer(
    action: Annotated[TrustAction, typer.Argument(help="What to do.")] = TrustAction.LIST,
    fingerprint: Annotated[str | None, typer.Argument(help="Of a signer: 32 digits, blanks do not matter.")] = None,
    name: Annotated[str, typer.Option("--name", help="Who that is.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Whose bundles are taken; this home's own fingerprint."""
    if (action is TrustAction.LIST) != (fingerprint is None):
        raise typer.BadParameter("give 'add FINGERPRINT', 'remove FINGERPRINT', or nothing")
    with services(home) as opened:
        bundles = opened.bundles
        if action is TrustAction.ADD:
            bundles.trust(fingerprint or "", name)
        elif action is TrustAction.REMOVE:
            bundles.distrust(fingerprint or "")
        record = _trust_json(bundles)
    if as_json:
        output.print_json(record)
        return
    out = output.console()
    out.print(f"This home signs as [bold]{record['own']}[/bold]", soft_wrap=True)
    for signer in record["trusted"]:
        out.print(f"{signer['fingerprint']}  {escape(signer['name'])}  since {signer['at'][:10]}", soft_wrap=True)
    if not record["trusted"]:
        out.print("No other signer is trusted yet.")


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """A manifest without its list of files, as JSON."""
    return {
        "kind": manifest.kind.value,
        "id": manifest.id,
        "version": manifest.version,
        "created_at": manifest.created_at,
        "files": len(manifest.files),
        "bytes": manifest.size,
        "fields": dict(manifest.fields),
    }


def _signer_json(bundle: Bundle, *, trusted: bool) -> dict[str, Any]:
    return {"fingerprint": bundle.signature.fingerprint, "trusted": trusted}


def _imported_json(imported: Imported) -> dict[str, Any]:
    index = None if imported.report is None else record_of(imported.report)
    return {**manifest_json(imported.manifest), "path": str(imported.path), "note": imported.note, "index": index}


def _trust_json(bundles: Bundles) -> dict[str, Any]:
    listed = [{"fingerprint": one.fingerprint, "name": one.name, "at": one.at} for one in bundles.signers.all()]
    return {"own": bundles.own_fingerprint, "trusted": listed}


def _described(manifest: Manifest) -> str:
    version = f" {manifest.version}" if manifest.version else ""
    number = len(manifest.files)
    files = f"{number:,} file{'' if number == 1 else 's'}"
    return escape(f"{manifest.kind.value} {manifest.id}{version}, {files}, {manifest.size:,} bytes")


def _show(bundle: Bundle, *, trusted: bool) -> None:
    out = output.console()
    out.print(f"[bold]{_described(bundle.manifest)}[/bold], made {bundle.manifest.created_at[:10]}", soft_wrap=True)
    mark = "[green]trusted[/green]" if trusted else "[yellow]not trusted here[/yellow]"
    out.print(f"Signed by {bundle.signature.fingerprint} ({mark}); the signature is right.", soft_wrap=True)
    for file in bundle.manifest.files:
        out.print(f"  {file.size:>12,}  {escape(file.path)}", soft_wrap=True)
