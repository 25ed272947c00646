"""The gated cells' passes beside PyTorch's nn.GRU and nn.LSTM, at the sizes and by the rules of ``passes.py``.

python tests/benchmarks/gated_passes.py
"""

from passes import heading, table


def main() -> None:
    print(heading())
    table("gru")
    table("lstm")


if __name__ == "__main__":
    main()
