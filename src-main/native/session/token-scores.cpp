#include "token-scores.h"

#include "../kernels/row-kernels.h"

#include <algorithm>

namespace ropewalk {

void score_rows(const std::vector<scored_row> & rows, int n_vocabulary, thread_pool & pool) {
    pool.run(int(rows.size()), [&](int item, int) {
        const scored_row & row = rows[size_t(item)];
        *row.nll_nats = negative_log_likelihood(row.logits, n_vocabulary, row.token);
    });
}

double negative_log_likelihood(const float * logits, int n_vocabulary, llama_token token) {
    return choose_row_kernels().log_sum_exp(logits, size_t(n_vocabulary)) - double(logits[token]);
}

predicted_token most_probable(const float * logits, int n_vocabulary) {
    const auto best = std::max_element(logits, logits + n_vocabulary) - logits;
    const double log_sum = choose_row_kernels().log_sum_exp(logits, size_t(n_vocabulary));
    return {llama_token(best), double(logits[best]) - log_sum};
}

} // namespace ropewalk
