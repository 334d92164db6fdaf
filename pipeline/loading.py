"""The published tables as pandas data frames, for notebooks and scripts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from pipeline.publish import read_manifest, read_table

# Numbers and truth values that may be missing stay what they are; pandas by default makes floats and objects of them.
_NULLABLE = {
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def load_tables(folder: str | Path = "output") -> dict[str, pd.DataFrame]:
    """Turn a published folder into its tables, by name: enums as categories, missing numbers as missing.

    Raises `pipeline.publish.PublishError` where the folder holds no published version.
    """
    folder = Path(folder)
    names = [str(table["name"]) for table in read_manifest(folder)["tables"]]
    return {
        name: read_table(folder, name).to_pandas(types_mapper=_NULLABLE.get, date_as_object=False) for name in names
    }
