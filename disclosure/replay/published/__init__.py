"""What the United Nations published about the 2020 cycle of its financial disclosure programme.

Source: "Activities of the Ethics Office", report of the Secretary-General, A/76/76. The file
`a76_76.csv` is the table of its annex, one line per entity in the printed order, with the
entity's code, its English and Chinese names, its group, how many had to file, how many filed
and how many did not. The sub-totals and the total of the printed table are not in the file:
the system computes them. `FIGURES` holds the numbers of the report's text.

The replay compares its own result with these rows; nothing here ever becomes a result.
"""

from disclosure.replay.published.entities import EntityRow, entities
from disclosure.replay.published.figures import FIGURES, Figures

__all__ = ["FIGURES", "EntityRow", "Figures", "entities"]
