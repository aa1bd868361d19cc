// How a sequence is parted into micro-batches, and which of them are in the cache already.
#pragma once

#include "llama.h"

#include <vector>

namespace ropewalk {

// Where the micro-batches of a sequence of n_tokens end, rising, each of at most n_most tokens. They end at every reuse point
// (rising), so that a sequence with the same beginning and the same points up to there has the same micro-batches up to there.
// Short ones are avoided, since llama.cpp's attention on the processor takes them query by query: a point too near to the one
// before is passed over, one too near to the end is moved back.
std::vector<int> plan_micro_batches(int n_tokens, const std::vector<int> & reuse_points, int n_most);

// The sequence in the cache: its tokens and the micro-batches that computed their keys and values.
class cached_sequence {
public:
    int size() const { return int(tokens.size()); }

    void append(const llama_token * micro_batch, int n);
    void truncate(int n_tokens);
    void clear() { truncate(0); }

    // Tokens that another sequence would compute again bit for bit: those of micro-batches with the same bounds and the same
    // tokens, up to position `limit`.
    int count_common(const std::vector<llama_token> & sequence, const std::vector<int> & planned_ends, int limit) const;

private:
    std::vector<llama_token> tokens;
    std::vector<int> ends; // of whole micro-batches, from the first one on
};

} // namespace ropewalk
