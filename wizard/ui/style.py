"""The style sheet, made from the theme's tokens; widgets ask for a part by their ``look``."""

from __future__ import annotations

from string import Template

from wizard.ui.theme import CARD_RADIUS, CONTROL_RADIUS, PRODUCT_SIZE, TEXT_SIZE, TITLE_SIZE, Theme

_SHEET = Template("""
* { font-size: ${text_size}px; color: $ink; }
QMainWindow, QScrollArea, QWidget[look="content"] { background: $background; border: none; }
QToolTip { background: $raised; color: $ink; border: 1px solid $border; padding: 4px; }
QLabel { background: transparent; }
QLabel[look="title"] { font-size: ${title_size}px; font-weight: 700; }
QLabel[look="heading"] { font-size: 16px; font-weight: 700; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="product"] { font-size: ${product_size}px; font-weight: 700; }
QLabel[look="lead"], QLabel[look="soft"] { color: $ink_soft; }
QLabel[look="small"] { color: $ink_soft; font-size: 12px; }
QLabel[look="figure"] { font-size: 24px; font-weight: 700; }
QLabel[look="mono"] { font-family: monospace; font-size: 13px; }

QWidget[look="rail"], QScrollArea[look="rail"] { background: $surface; border: none; }
QFrame[look="edge"] { background: $line; border: none; }
QWidget[look="foot"] { background: $surface; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QFrame[look="shown-ok"] { background: $surface; border: 1px solid $ok; border-radius: ${card}px; }
QFrame[look="drop"]
  { background: $surface; border: 1px dashed $border; border-radius: ${card}px; }
QFrame[look="drop-over"]
  { background: $brand_soft; border: 2px dashed $brand; border-radius: ${card}px; }
QFrame[look="drawing"]
  { background: $raised; border: 1px dashed $border; border-radius: ${card}px; }
QFrame[look="drawn-field"]
  { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[look="drawn-pointed"]
  { background: $surface; border: 2px solid $pointer; border-radius: 6px; }
QLabel[look="drawn-button"] { background: $pointer; color: $on_pointer; border-radius: 8px;
  padding: 6px 12px; font-weight: 600; }
QFrame[look="chip"] { background: $raised; border: 1px solid $line; border-radius: ${control}px; }

QFrame[look="ruled"] { background: $brand_soft; border-radius: ${card}px; }
QFrame[look="info"] { background: $info_soft; border-radius: ${card}px; }
QFrame[look="info"] QLabel { color: $info; }
QFrame[look="warn"] { background: $warn_soft; border-radius: ${card}px; }
QFrame[look="warn"] QLabel { color: $warn; }
QFrame[look="bad"] { background: $bad_soft; border-radius: ${card}px; }
QFrame[look="bad"] QLabel { color: $bad; }
QFrame[look="ok"] { background: $ok_soft; border-radius: ${card}px; }
QFrame[look="ok"] QLabel { color: $ok; }

QLabel[look="tag"], QLabel[look="tag-ok"], QLabel[look="tag-warn"], QLabel[look="tag-info"],
QLabel[look="tag-bad"] { border-radius: 10px; padding: 3px 10px; font-size: 12px; font-weight: 500;
  background: $neutral_soft; color: $ink_soft; }
QLabel[look="tag-ok"] { background: $ok_soft; color: $ok; }
QLabel[look="tag-warn"] { background: $warn_soft; color: $warn; }
QLabel[look="tag-info"] { background: $info_soft; color: $info; }
QLabel[look="tag-bad"] { background: $bad_soft; color: $bad; }

QPushButton { background: $surface; border: 1px solid $border; border-radius: ${control}px;
  padding: 9px 16px; font-weight: 500; }
QPushButton:hover { background: $raised; border-color: $brand; }
QPushButton:pressed { background: $brand_soft; }
QPushButton:disabled { color: $ink_soft; border-color: $line; background: $background; }
QPushButton:focus { border: 2px solid $brand; padding: 8px 15px; }
QPushButton[look="primary"] { background: $brand; color: $on_brand; border-color: $brand; }
QPushButton[look="primary"]:hover { border-color: $ink; }
QPushButton[look="primary"]:focus { border: 2px solid $ink; }
QPushButton[look="primary"]:disabled
  { background: $neutral_soft; color: $ink_soft; border-color: $line; }
QPushButton[look="link"], QPushButton[look="danger"]
  { background: transparent; border: 1px solid transparent; color: $brand; padding: 6px 8px; }
QPushButton[look="danger"] { color: $bad; }
QPushButton[look="link"]:hover, QPushButton[look="danger"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus, QPushButton[look="danger"]:focus
  { border: 2px solid $brand; padding: 5px 7px; }
QPushButton[look="segment"] { padding: 6px 12px; }
QPushButton[look="segment"]:checked { background: $brand; color: $on_brand; border-color: $brand; }
QPushButton[look="segment"]:focus { border: 2px solid $ink; padding: 5px 11px; }
QPushButton[look="quiet"] { background: transparent; border: 2px solid transparent;
  color: $ink_soft; padding: 3px 0; font-size: 13px; font-weight: 400; text-align: left; }
QPushButton[look="quiet"]:hover { color: $ink; text-decoration: underline; }
QPushButton[look="quiet"]:focus { border: 2px solid $brand; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[look="chip"] { background: $neutral_soft; border: 2px solid transparent;
  color: $ink_soft; border-radius: 12px; padding: 3px 10px; font-size: 12px; }
QPushButton[look="chip"]:hover { color: $ink; }
QPushButton[look="chip"]:focus { border: 2px solid $brand; padding: 3px 10px; }
QPushButton[look="chip"][filtering="true"] { background: $warn_soft; color: $warn; }
QPushButton[segment] { border: 1px solid $border; border-radius: 0; padding: 5px 10px;
  font-size: 12px; font-weight: 400; color: $ink_soft; }
QPushButton[segment="first"] { border-top-left-radius: 7px; border-bottom-left-radius: 7px; }
QPushButton[segment="last"] { border-top-right-radius: 7px; border-bottom-right-radius: 7px; }
QPushButton[segment="middle"], QPushButton[segment="last"] { border-left: none; }
QPushButton[segment="only"] { border-radius: 7px; }
QPushButton[segment]:checked { background: $brand; color: $on_brand; font-weight: 600; }
QPushButton[segment]:focus { border: 2px solid $ink; padding: 4px 9px; }

RailStep { background: transparent; border: 2px solid transparent; border-radius: ${control}px;
  padding: 0; }
RailStep:disabled { background: transparent; border-color: transparent; }
RailStep[state="here"] { background: $brand_soft; }
RailStep[state="done"]:hover { background: $raised; }
RailStep:focus { border: 2px solid $brand; padding: 0; }
RailStep QLabel[look="step"] { color: $ink_soft; }
RailStep QLabel[look="step-here"] { font-weight: 600; color: $ink; }
RailStep QLabel[look="step-second"] { font-size: 12px; color: $ink_soft; }

ChoiceCard { background: $surface; border: 1px solid $line; border-radius: ${card}px;
  padding: 0; text-align: left; }
ChoiceCard:hover { background: $surface; border: 1px solid $border; }
ChoiceCard:checked { border: 2px solid $brand; background: $brand_soft; }
ChoiceCard:focus { border: 3px solid $ink; padding: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit { background: $surface;
  border: 1px solid $border; border-radius: ${control}px; padding: 8px 10px;
  selection-background-color: $brand; selection-color: $on_brand; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus
  { border: 2px solid $brand; padding: 7px 9px; }
QLineEdit[look="key"] { font-family: monospace; padding: 11px 12px; }
QLineEdit[look="key"]:focus { padding: 10px 11px; }
QComboBox { background: $surface; border: 1px solid $border; border-radius: ${control}px;
  padding: 7px 10px; }
QComboBox:focus { border: 2px solid $brand; padding: 6px 9px; }
QComboBox[look="pick"], QComboBox[look="pick-ok"], QComboBox[look="pick-warn"]
  { border-radius: 12px; padding: 4px 8px 4px 12px; font-size: 13px; font-weight: 500; }
QComboBox[look="pick"] { background: $neutral_soft; color: $ink_soft; }
QComboBox[look="pick-ok"] { background: $ok_soft; color: $ok; border-color: $ok; }
QComboBox[look="pick-warn"] { background: $warn_soft; color: $warn; border-color: $warn; }
QComboBox[look="pick"]:focus, QComboBox[look="pick-ok"]:focus, QComboBox[look="pick-warn"]:focus
  { border: 2px solid $brand; padding: 3px 7px 3px 11px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url($icons/chevron.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView, QMenu { background: $surface; border: 1px solid $border;
  selection-background-color: $brand_soft; selection-color: $ink; }
QMenu { padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $brand_soft; }
QMenu::indicator { width: 0; }

QCheckBox, QRadioButton { spacing: 10px; background: transparent; padding: 2px;
  border: 2px solid transparent; border-radius: 6px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px;
  border: 1px solid $border; background: $surface; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $brand; }
QCheckBox::indicator:checked { background: $brand; border-color: $brand;
  image: url($icons/check.svg); }
QRadioButton::indicator:checked { border-color: $brand; image: url($icons/dot.svg); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $brand; }

QProgressBar { background: $neutral_soft; border: none; border-radius: 5px; height: 10px;
  max-height: 10px; }
QProgressBar::chunk { background: $brand; border-radius: 5px; }
QProgressBar[look="done"]::chunk { background: $ok; }

QTableView { background: $surface; border: 1px solid $line; border-radius: ${card}px;
  gridline-color: $line; selection-background-color: $brand_soft; selection-color: $ink;
  padding: 1px; }
QTableView:focus { border: 2px solid $brand; padding: 0; }
QHeaderView { background: transparent; }
QHeaderView::section { background: $raised; color: $ink_soft; border: none;
  border-bottom: 1px solid $line; padding: 9px 4px 9px 12px; font-size: 12px; font-weight: 500; }
QHeaderView::section:first { border-top-left-radius: 9px; }
QHeaderView::section:last { border-top-right-radius: 9px; }
QTableCornerButton::section { background: $raised; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(theme: Theme, icons: str) -> str:
    """The window's style sheet; ``icons`` is the folder of the icons drawn for this theme."""
    measures = {
        "card": str(CARD_RADIUS),
        "control": str(CONTROL_RADIUS),
        "text_size": str(TEXT_SIZE),
        "title_size": str(TITLE_SIZE),
        "product_size": str(PRODUCT_SIZE),
    }
    return _SHEET.substitute(theme._asdict(), icons=icons, **measures)
