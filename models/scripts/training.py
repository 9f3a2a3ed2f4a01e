"""What `spacy train --code` loads: our abbreviations, and the arithmetic that is quickest on one core."""

from thinc.api import NumpyOps, set_current_ops

from models.scripts.abbreviations import add_abbreviations

# numpy's own matrix product instead of BLIS, as `scr_publish.nlp.pipeline` chooses it to run the model
set_current_ops(NumpyOps(use_blis=False))

__all__ = ["add_abbreviations"]
