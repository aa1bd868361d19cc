// Which layers of a model see a sliding window. llama.cpp's interface does not say, and on a graphics device the graph does not either.
#pragma once

#include "model.h"

#include <vector>

namespace ropewalk {

// Opens the file once more on the processor alone, builds the graph of one token and looks at its masks. Nothing is computed and no
// weight is read: they stay mapped. Costs the reading of the vocabulary.
// Throws `memory.exhausted`, `engine.failed`, `model.unsupported`.
std::vector<int> find_window_layers(const model & loaded);

} // namespace ropewalk
