#include "token-scores.h"

#include "../kernels/row-kernels.h"

#include <algorithm>

namespace ropewalk {

void score_rows(const std::vector<scored_row> & rows, int n_vocabulary, thread_pool & pool) {
    const row_kernels & kernels = choose_row_kernels();
    pool.run(int(rows.size()), [&](int item, int) {
        const scored_row & row = rows[size_t(item)];
        *row.nll_nats = kernels.log_sum_exp(row.logits, size_t(n_vocabulary)) - double(row.logits[row.token]);
    });
}

predicted_token most_probable(const float * logits, int n_vocabulary) {
    const auto best = std::max_element(logits, logits + n_vocabulary) - logits;
    const double log_sum = choose_row_kernels().log_sum_exp(logits, size_t(n_vocabulary));
    return {llama_token(best), double(logits[best]) - log_sum};
}

} // namespace ropewalk
