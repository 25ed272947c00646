"""A network as people write it in PyTorch: embedding, recurrent module, linear head."""

from oracle import torch


class Network(torch.nn.Module):
    """What people write: embedding, recurrent module, linear head."""

    def __init__(self, scenario):
        super().__init__()
        V, O, H = scenario.task.x.shape[2], scenario.task.target.shape[2], scenario.hidden_size
        self.embedding = torch.nn.Embedding(V, scenario.embedding) if scenario.embedding else None
        sizes = {"num_layers": scenario.layers, "bias": scenario.biases, "batch_first": True}
        sizes |= {"nonlinearity": scenario.activation} if scenario.cell == "elman" else {}
        module = {"elman": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[scenario.cell]
        self.rnn = module(scenario.embedding or V, H, **sizes)
        self.fc = torch.nn.Linear(H, O, bias=scenario.biases)

    def forward(self, x):
        return self.fc(self.rnn(x if self.embedding is None else self.embedding(x.argmax(-1)))[0])
