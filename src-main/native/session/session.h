// A context of one model with one extension: evaluates a sequence from its start, reusing the prefix it shares with the one
// before, scores tokens, generates greedily and observes attention on the way.
#pragma once

#include "../observation/attention-observer.h"
#include "micro-batches.h"
#include "model.h"
#include "rotary-rewriter.h"
#include "token-scores.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace ropewalk {

struct session_options {
    int n_context = 0;
    int n_micro_batch = 0;
    int n_threads = 1;
    bool flash_attention = true;
    ggml_type cache_type = GGML_TYPE_F16;
};

struct evaluation_request {
    std::vector<llama_token> tokens;
    position_span score; // tokens scored
    std::optional<observation_request> observe;
};

struct evaluation {
    std::vector<double> nll_nats; // by scored token; NaN at position 0
    int n_reused = 0;
    int n_evaluated = 0;
    std::optional<observation> observed;
};

struct generation_request {
    std::vector<llama_token> prompt;
    std::vector<int> reuse_points;        // positions up to which later prompts agree with this one, rising
    std::vector<llama_token> expected;    // the answer whose probability is asked for; at most n_max_new, or empty
    int n_max_new = 0;
    std::vector<llama_token> stop_tokens;
    std::optional<observation_request> observe; // `queries` are filled in: the predicting queries
};

struct generation {
    std::vector<llama_token> tokens;
    std::vector<double> log_probabilities;
    std::vector<double> expected_nll_nats; // by expected token
    bool stopped = false; // by a stop token
    int n_reused = 0;
    int n_evaluated = 0;
    std::optional<observation> observed;
};

using progress_listener = std::function<void(int done, int total)>;

class session {
public:
    // Throws `memory.exhausted`, `engine.failed`, `model.unsupported`.
    session(std::shared_ptr<model> model_of_session, const session_options & options);
    ~session();

    session(const session &) = delete;
    session & operator=(const session &) = delete;

    const rotation_probe & probe() const { return rotations; }

    // Returns the number of ROPE nodes that rotate by the table, counted in a decode of one token; every later decode is held against
    // it. Throws `extension.notApplicable`, `extension.notApplied`.
    int set_table(const std::optional<rotary_table> & table);

    evaluation evaluate(const evaluation_request & request, const progress_listener & on_progress);
    generation generate(const generation_request & request, const progress_listener & on_progress);

    // The work called for next starts with a clear flag; `cancel` ends it within a graph node.
    void allow_work() { cancelled = false; }
    void cancel() { cancelled = true; }

    // Graph nodes seen so far.
    uint64_t heartbeat() const { return n_nodes_seen; }

private:
    // Which tokens of a decode need logits: their rows follow in the order of the tokens.
    using wants_logits = std::function<bool(int position)>;
    // Called after a micro-batch of tokens at positions [first, end).
    using micro_batch_listener = std::function<void(int first, int end)>;

    static bool on_node(ggml_tensor * node, bool ask, void * user_data);
    static bool on_abort_check(void * user_data);

    bool see_node(ggml_tensor * node);
    void run_probe();
    void decode_one();
    void check_rotations() const;
    int reuse_prefix(const std::vector<llama_token> & tokens, const std::vector<int> & ends, int needed_from);
    void decode(const llama_token * tokens, int first, int n, const wants_logits & logits);
    void decode_rest(const std::vector<llama_token> & tokens, const std::vector<int> & ends, const wants_logits & logits,
                     const micro_batch_listener & on_micro_batch);
    void go_back_to(int n_tokens);
    std::vector<predicted_token> read_prompt(const generation_request & request, generation & result, const progress_listener & on_progress);
    void start_observing_predictions(const generation_request & request);
    void start_observing(const std::optional<observation_request> & request, int n_tokens);
    std::optional<observation> finish_observing();
    void forget_sequence();
    [[noreturn]] void throw_decode_failure(int code, const class native_log_mark & mark);

    std::shared_ptr<model> loaded;
    session_options options;
    llama_context * context = nullptr;
    thread_pool pool;
    std::mutex working;

    probe_collector * collector = nullptr; // while probing
    rotation_probe rotations;
    rotary_rewriter rewriter;
    std::unique_ptr<attention_observer> observer; // of the work in progress
    std::exception_ptr node_error;

    // Of the decode in work.
    layer_tracker tracker;
    std::vector<int> ropes_seen;      // by layer
    std::vector<int> ropes_rewritten; // by layer

    cached_sequence cached;
    std::atomic<bool> cancelled{false};
    std::atomic<uint64_t> n_nodes_seen{0};
};

} // namespace ropewalk
