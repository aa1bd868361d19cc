#include "per-query-reducer.h"

#include <cmath>

namespace ropewalk {

per_query_reducer::per_query_reducer(const observed_shape & shape, int n_most_queries)
    : shape(shape), entropy(shape.heads(), size_t(n_most_queries), 1), first_token(shape.heads(), size_t(n_most_queries), 1),
      mean_rows(shape.n_threads) {}

void per_query_reducer::queries(int first, int end) {
    first_query = first;
    end_query = end;
    first_index = n_queries;
    n_queries += size_t(end - first);
    keeps_mean_rows = keeps_mean_rows && n_queries <= max_mean_rows;
    for (auto & rows : mean_rows) {
        rows.assign(keeps_mean_rows ? size_t(end - first) * end : 0, 0.0);
    }
}

void per_query_reducer::rows(const row_block & block, int thread) {
    const size_t head = shape.index(block.layer, block.head);
    for (int i = 0; i < block.n_rows; i++) {
        const size_t announced = size_t(block.first_query + i - first_query);
        *entropy.at(head, first_index + announced) = float(block.entropy_nats[i]);
        *first_token.at(head, first_index + announced) = float(block.mass(i, 0, 1));
        if (keeps_mean_rows) {
            double * mean_row = mean_rows[thread].data() + announced * end_query;
            for (int key = block.visible[i].first; key < block.visible[i].end; key++) {
                mean_row[key] += block.weight(i, key);
            }
        }
    }
}

void per_query_reducer::queries_done() {
    if (!keeps_mean_rows) {
        return;
    }
    const double n_rows = double(shape.heads());
    for (size_t announced = 0; announced < size_t(end_query - first_query); announced++) {
        double entropy = 0.0;
        for (int key = 0; key < end_query; key++) {
            double sum = 0.0;
            for (const auto & rows : mean_rows) {
                sum += rows[announced * end_query + key];
            }
            const double p = sum / n_rows;
            entropy -= p > 0.0 ? p * std::log(p) : 0.0;
        }
        mean_row_entropy.push_back(entropy);
    }
}

void per_query_reducer::finish(observation & result) {
    result.has_per_query = true;
    result.query_entropy = entropy.take(n_queries);
    result.query_first_token = first_token.take(n_queries);
    if (keeps_mean_rows) {
        result.mean_row_entropy = std::move(mean_row_entropy);
    }
}

} // namespace ropewalk
