// Greedy generation. The expected answer is read along with the prompt: the same pass gives its probability and, as long as the
// model answers so, what the model generates, which then needs no decode per token (speculative decoding, Leviathan et al.,
// arXiv 2211.17192, with the expected answer as the draft; greedy, so that nothing is sampled).
#include "session.h"

#include "../llama/llama-api.h"

#include <algorithm>

namespace ropewalk {

namespace {

bool is_stop(const generation_request & request, llama_token token) {
    return std::find(request.stop_tokens.begin(), request.stop_tokens.end(), token) != request.stop_tokens.end();
}

// Tokens of the draft that generation brings forth too; `predicted` tells what follows each of them and what precedes them all.
int count_agreed(const std::vector<predicted_token> & predicted, const generation_request & request) {
    const size_t n_draft = predicted.size() - 1;
    size_t n_agreed = 0;
    while (n_agreed < n_draft && predicted[n_agreed].token == request.expected[n_agreed] && !is_stop(request, request.expected[n_agreed])) {
        n_agreed++;
    }
    return int(n_agreed);
}

} // namespace

generation session::generate(const generation_request & request, const progress_listener & on_progress) {
    std::lock_guard<std::mutex> lock(working);
    const int n_prompt = int(request.prompt.size());
    generation result;
    std::vector<predicted_token> predicted = read_prompt(request, result, on_progress);
    const int n_total = n_prompt + request.n_max_new - result.n_reused;
    for (size_t i = 0; int(result.tokens.size()) < request.n_max_new; i++) {
        if (i == predicted.size()) {
            decode(&result.tokens.back(), cached.size(), 1, [](int) { return true; });
            result.n_evaluated++;
            predicted.push_back(most_probable(api().llama_get_logits_ith(context, 0), loaded->n_vocabulary()));
        }
        const predicted_token next = predicted[i];
        if (is_stop(request, next.token)) {
            result.stopped = true;
            break;
        }
        result.tokens.push_back(next.token);
        result.log_probabilities.push_back(next.log_probability);
        on_progress(n_prompt + int(result.tokens.size()) - result.n_reused, n_total);
    }
    result.observed = finish_observing();
    return result;
}

// Reads the prompt with the expected answer behind it, then goes back to what the model agrees with, so that only predicting
// queries are observed. Returns what follows the prompt and each agreed token.
std::vector<predicted_token> session::read_prompt(const generation_request & request, generation & result, const progress_listener & on_progress) {
    const int n_prompt = int(request.prompt.size());
    const int first_row = n_prompt - 1;
    std::vector<llama_token> tokens = request.prompt;
    const int n_draft = std::max(0, std::min(int(request.expected.size()), request.n_max_new - 1));
    tokens.insert(tokens.end(), request.expected.begin(), request.expected.begin() + n_draft);

    std::vector<predicted_token> predicted;
    const auto predicts = [&](int position) { return position >= first_row; };
    const auto read_rows = [&](int first, int end) {
        for (int position = std::max(first, first_row); position < end; position++) {
            const float * logits = api().llama_get_logits_ith(context, position - first);
            predicted.push_back(most_probable(logits, loaded->n_vocabulary()));
            if (result.expected_nll_nats.size() < request.expected.size()) {
                const llama_token next = request.expected[result.expected_nll_nats.size()];
                result.expected_nll_nats.push_back(negative_log_likelihood(logits, loaded->n_vocabulary(), next));
            }
        }
    };
    start_observing_predictions(request);
    auto ends = plan_micro_batches(int(tokens.size()), request.reuse_points, options.n_micro_batch);
    result.n_reused = reuse_prefix(tokens, ends, first_row);
    result.n_evaluated = int(tokens.size()) - result.n_reused;
    decode_rest(tokens, ends, predicts, [&](int first, int end) {
        read_rows(first, end);
        on_progress(std::min(end, n_prompt) - result.n_reused, n_prompt + request.n_max_new - result.n_reused);
    });
    for (int n_agreed = count_agreed(predicted, request); n_agreed + 1 < int(predicted.size()); n_agreed = count_agreed(predicted, request)) {
        tokens.resize(size_t(n_prompt + n_agreed));
        predicted.clear();
        start_observing_predictions(request);
        go_back_to(first_row);
        const int n_left = int(tokens.size()) - cached.size();
        ends = plan_micro_batches(n_left, {}, options.n_micro_batch);
        std::for_each(ends.begin(), ends.end(), [&](int & end) { end += cached.size(); });
        result.n_evaluated += n_left;
        decode_rest(tokens, ends, predicts, read_rows);
    }
    return predicted;
}

void session::start_observing_predictions(const generation_request & request) {
    const int n_prompt = int(request.prompt.size());
    auto observe = request.observe;
    if (observe) {
        observe->queries = {n_prompt - 1, n_prompt + request.n_max_new};
        observe->open_ended = true;
    }
    start_observing(observe, n_prompt + request.n_max_new);
}

} // namespace ropewalk
