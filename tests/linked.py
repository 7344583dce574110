"""The relations that an audit links in a text, in a form that tests compare."""

from hanoi_ct.statements import audit


def found(text):
    """Kind, verdict and the printed numbers of each relation."""
    done = audit(text)
    return {
        (
            r.claim.kind,
            r.verdict,
            frozenset(
                done.reading[i].printed or done.reading[i].text
                for ids in r.claim.statements.values()
                for i in ids
            ),
        )
        for r in done.relations
    }


def relation(kind, verdict, *numbers):
    return (kind, verdict, frozenset(numbers))
