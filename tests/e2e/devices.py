"""Browsers of people who sit at no desk."""

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
NARROW = {"width": 320, "height": 700}  # a phone of the smallest kind, and a desk at 400 %
