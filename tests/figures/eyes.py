"""How colours are seen: WCAG's contrast, and what eyes with fewer kinds of cones make of a colour."""

import re

import numpy as np

# Machado, Oliveira & Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15
# (2009), severity 1.0, for linear RGB
EYES = {
    "all three cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# IEC 61966-2-1: linear sRGB to CIE XYZ, D65; its middle row is the relative luminance
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
PAGES = {"light": "#ffffff", "dark": "#171614", "dark hand-out": "#0e1117"}


def linear(colour):
    """``#rrggbb``, or numbers 0 … 1 as they are coded, as linear RGB."""
    coded = np.array(
        [int(pair, 16) / 255 for pair in re.findall(r"\w\w", colour)] if isinstance(colour, str) else colour
    )
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2's contrast ratio, 1 … 21."""
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eyes):
    """CIE L*a*b* of ``colour`` as such ``eyes`` see it."""
    seen = np.clip(EYES[eyes] @ linear(colour), 0, 1)
    ratio = XYZ @ seen / XYZ.sum(axis=1)
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, other, eyes):
    """ΔE*ab, how far two colours are apart; 2.3 is just noticed side by side."""
    return float(np.linalg.norm(lab(one, eyes) - lab(other, eyes)))


def least_apart(one, other):
    """For the eyes that tell them apart the worst."""
    return min(apart(one, other, eyes) for eyes in EYES)


def on_ramp(ramp, place):
    """The colour at ``place``, 0 … 1, coded; between two colours as browsers mix them."""
    stops, colours = zip(*ramp, strict=True)
    coded = np.array([[int(pair, 16) / 255 for pair in re.findall(r"\w\w", colour)] for colour in colours])
    return np.array([np.interp(place, stops, channel) for channel in coded.T])
