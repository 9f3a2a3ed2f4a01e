"""What a user would otherwise glue together: pdfplumber's text a page, Presidio a paragraph, textstat.

Run as a program with the paths of PDFs; it prints the number of results of each, so that nothing is optimised away."""

from __future__ import annotations

import sys

import nltk
import pdfplumber
import spacy
import textstat
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from scr_publish.checks.plain_english.syllables import nltk_data
from scr_publish.nlp.pipeline import default_model_path


class LoadedEngine(SpacyNlpEngine):
    """Presidio's own spaCy engine around a pipeline that is loaded already, so that nothing is downloaded."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": "en", "model_name": "en_scr"}])
        self.nlp = {"en": spacy.load(default_model_path())}


def main(paths: list[str]) -> None:
    nltk.data.path.insert(0, str(nltk_data()))
    # as it stands it would fetch a list from the web at the first e-mail address, and wait for that where there is none
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    analyzer = AnalyzerEngine(nlp_engine=LoadedEngine(), supported_languages=["en"])
    for path in paths:
        checked(path, analyzer)


def checked(path: str, analyzer: AnalyzerEngine) -> None:
    with pdfplumber.open(path) as pdf:
        pages = [page.extract_text() or "" for page in pdf.pages]
    found = 0
    for page in pages:
        for paragraph in page.split("\n\n"):
            found += len(analyzer.analyze(paragraph, language="en"))
    text = "\n".join(pages)
    measures = [
        textstat.flesch_reading_ease(text),
        textstat.flesch_kincaid_grade(text),
        textstat.gunning_fog(text),
        textstat.smog_index(text),
        textstat.coleman_liau_index(text),
        textstat.automated_readability_index(text),
        textstat.dale_chall_readability_score(text),
        textstat.reading_time(text),
    ]
    print(found, [round(value, 1) for value in measures])


if __name__ == "__main__":
    main(sys.argv[1:])
