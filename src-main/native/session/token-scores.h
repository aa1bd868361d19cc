// Natural-log probabilities from logits [n_vocabulary], without copying them.
#pragma once

#include "../observation/thread-pool.h"

#include "llama.h"

#include <vector>

namespace ropewalk {

struct scored_row {
    const float * logits;
    llama_token token;
    double * nll_nats; // out
};

void score_rows(const std::vector<scored_row> & rows, int n_vocabulary, thread_pool & pool);

// -ln p(token).
double negative_log_likelihood(const float * logits, int n_vocabulary, llama_token token);

struct predicted_token {
    llama_token token;
    double log_probability;
};

// The token with the largest logit, the first of equals.
predicted_token most_probable(const float * logits, int n_vocabulary);

} // namespace ropewalk
