"""Words about settings: Chinese keys, examples, and what a value of the wrong kind should have been."""

from __future__ import annotations

KEYS_ZH = {
    "计划名称": "name_zh",
    "英文名称": "name",
    "首个时段": "first_period",
    "起始时段": "first_period",
    "时段长度": "period",
    "时段数": "periods",
    "效益评价日": "evaluation_date",
    "评价日期": "evaluation_date",
    "工作日": "working_days",
}
"""Chinese keys that the sheet 设置 may use for the main settings."""

EXAMPLES = {
    "name": 'name = "East district"',
    "first_period": 'first_period = "2021Q1"',
    "period": 'period = "quarter"',
    "periods": "periods = 20",
    "evaluation_date": "evaluation_date = 2035-12-31",
    "working_days": "working_days = [1, 2, 3, 4, 5, 6]",
    "rules.street_disruption.by_street": 'rules.street_disruption.by_street."梧桐街道" = 0.4',
    "rules.street_projects.by_street": 'rules.street_projects.by_street."梧桐街道" = 5',
    "rules.consent.matters": "rules.consent.matters.lift.approval = 0.75",
    "rules.due_after_plan.limit": "rules.due_after_plan.limit = 1000000",
    "rules.targets.penalty": "rules.targets.penalty = 100",
    "tiers": 'tiers.1.name = "livelihood", tiers.1.classes = ["basic"], tiers.2.name = "upgrade"',
}
TABLES_OF_SETTINGS = frozenset(["tiers"])
"""Keys of lists whose members have keys of their own: the example is of the list alone."""

_NUMBER = ("a number is wanted", "应为数字")
_WHOLE = ("a whole number is wanted", "应为整数")
_TEXT = ("a text in quotation marks is wanted", "应为加引号的文字")
_FLAG = ("true or false is wanted (是 or 否 in a sheet)", "应为 true 或 false（工作表中填 是 或 否）")
_DAY = ("a day such as 2035-12-31 is wanted", "应为日期，如 2035-12-31")
_PART = ("a group of settings is wanted here", "此处应为一组设置")
TYPES = {
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "string_type": _TEXT,
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "date_datetime_parsing": _DAY,
    "model_type": _PART,
    "model_attributes_type": _PART,
    "dict_type": _PART,
    "tuple_type": ("a list is wanted", "应为列表"),
    "greater_than_equal": ("it must be at least {ge}", "不得小于 {ge}"),
    "less_than_equal": ("it must be at most {le}", "不得大于 {le}"),
    "greater_than": ("it must be more than {gt}", "必须大于 {gt}"),
    "less_than": ("it must be less than {lt}", "必须小于 {lt}"),
    "literal_error": ("it must be {expected}", "必须是 {expected}"),
    "first_period": ("it names no month, quarter, half-year or year", "不是月份、季度、半年或年份"),
    "application.weights": (
        "",
        "只能填已知的评分项，且至少一项权重大于 0",
    ),
    "payments": ("", "预付与质保金之和大于 1"),
    "construction": ("", "取值须由小到大，并在已知选项之内"),
    "working_days": ("at least one weekday must be worked", "至少须有一个工作日"),
}
"""What was wanted, by pydantic's own word for the fault or by the key, in English and Chinese.

Where the English is empty, the model says it.
"""
