#include "session.h"

#include "../llama/failure.h"
#include "../llama/llama-api.h"
#include "../llama/native-log.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ropewalk {

session::session(std::shared_ptr<model> model_of_session, const session_options & options)
    : loaded(std::move(model_of_session)), options(options), pool(options.n_threads) {
    llama_context_params params = api().llama_context_default_params();
    params.n_ctx = uint32_t(options.n_context);
    params.n_batch = uint32_t(options.n_micro_batch);
    params.n_ubatch = uint32_t(options.n_micro_batch);
    params.n_seq_max = 1;
    params.n_threads = options.n_threads;
    params.n_threads_batch = options.n_threads;
    params.flash_attn_type = options.flash_attention ? LLAMA_FLASH_ATTN_TYPE_ENABLED : LLAMA_FLASH_ATTN_TYPE_DISABLED;
    params.type_k = options.cache_type;
    params.type_v = options.cache_type;
    params.cb_eval = on_node;
    params.cb_eval_user_data = this;
    params.swa_full = true; // window layers keep every key, so that cache cells stay in position order
    params.no_perf = true;
    const native_log_mark mark;
    context = api().llama_init_from_model(loaded->handle(), params);
    if (!context) {
        throw mark.reports_out_of_memory()
            ? failure("memory.exhausted", "Out of memory for keys, values and compute buffers: " + mark.first_error() + " Use a shorter context or micro-batch.")
            : failure("engine.failed", "llama.cpp could not make a context: " + mark.first_error() + " Try other cache types or turn flash attention off.");
    }
    api().llama_set_abort_callback(context, on_abort_check, this);
    try {
        run_probe();
    } catch (...) {
        api().llama_free(context);
        throw;
    }
}

session::~session() {
    std::lock_guard<std::mutex> lock(working);
    api().llama_free(context);
}

int session::set_table(const std::optional<rotary_table> & table) {
    std::lock_guard<std::mutex> lock(working);
    if (table) {
        rewriter.set_table(*table, rotations);
    } else {
        rewriter.clear_table();
    }
    forget_sequence();
    if (!table) {
        return 0;
    }
    decode_one();
    const int n_rewritten = std::accumulate(ropes_rewritten.begin(), ropes_rewritten.end(), 0);
    if (n_rewritten == 0) {
        throw failure("extension.notApplicable", "Layers that the extension would change: 0 of " + std::to_string(loaded->n_layers()) +
                                                     ". Expected at least one global layer that rotates. Apply it to window layers too, or choose another model.");
    }
    return n_rewritten;
}

evaluation session::evaluate(const evaluation_request & request, const progress_listener & on_progress) {
    std::lock_guard<std::mutex> lock(working);
    const int n_tokens = int(request.tokens.size());
    start_observing(request.observe, n_tokens);
    const position_span score = request.score;
    evaluation result;
    result.nll_nats.assign(size_t(score.end - score.first), std::numeric_limits<double>::quiet_NaN());

    int needed_from = n_tokens - 1;
    if (score.end > std::max(score.first, 1)) {
        needed_from = std::min(needed_from, std::max(score.first, 1) - 1);
    }
    if (request.observe) {
        needed_from = std::min(needed_from, request.observe->queries.first);
    }
    const auto is_scored = [&](int position) { return position >= score.first && position < score.end; };
    const auto predicts_scored = [&](int position) { return is_scored(position + 1); };

    const auto ends = plan_micro_batches(n_tokens, {}, options.n_micro_batch);
    result.n_reused = reuse_prefix(request.tokens, ends, needed_from);
    result.n_evaluated = n_tokens - result.n_reused;
    decode_rest(request.tokens, ends, predicts_scored, [&](int first, int end) {
        std::vector<scored_row> rows;
        for (int position = first; position < end; position++) {
            if (predicts_scored(position)) {
                rows.push_back({api().llama_get_logits_ith(context, position - first), request.tokens[size_t(position) + 1],
                                &result.nll_nats[size_t(position + 1 - score.first)]});
            }
        }
        score_rows(rows, loaded->n_vocabulary(), pool);
        on_progress(end - result.n_reused, result.n_evaluated);
    });
    result.observed = finish_observing();
    return result;
}

// Drops what differs from the cached sequence, in whole micro-batches: every one is then computed at the same positions with
// the same tokens whether or not something before it was reused, and results repeat bit for bit. Returns the number of
// tokens kept.
int session::reuse_prefix(const std::vector<llama_token> & tokens, const std::vector<int> & ends, int needed_from) {
    go_back_to(cached.count_common(tokens, ends, needed_from));
    return cached.size();
}

void session::go_back_to(int n_tokens) {
    cached.truncate(n_tokens);
    if (!api().llama_memory_seq_rm(api().llama_get_memory(context), 0, llama_pos(n_tokens), -1)) {
        forget_sequence();
    }
}

void session::decode_rest(const std::vector<llama_token> & tokens, const std::vector<int> & ends, const wants_logits & logits,
                          const micro_batch_listener & on_micro_batch) {
    for (const int end : ends) {
        const int first = cached.size();
        if (first < end) {
            decode(tokens.data() + first, first, end - first, logits);
            on_micro_batch(first, end);
        }
    }
}

void session::decode(const llama_token * tokens, int first, int n, const wants_logits & logits) {
    std::vector<llama_token> ids(tokens, tokens + n);
    std::vector<llama_pos> positions;
    std::vector<int32_t> n_sequences(size_t(n), 1);
    llama_seq_id sequence = 0;
    std::vector<llama_seq_id *> sequences(size_t(n), &sequence);
    std::vector<int8_t> outputs;
    for (int i = 0; i < n; i++) {
        positions.push_back(first + i);
        outputs.push_back(logits(first + i) ? 1 : 0);
    }
    llama_batch batch{};
    batch.n_tokens = n;
    batch.token = ids.data();
    batch.pos = positions.data();
    batch.n_seq_id = n_sequences.data();
    batch.seq_id = sequences.data();
    batch.logits = outputs.data();

    tracker.begin();
    ropes_seen.assign(size_t(loaded->n_layers()), 0);
    ropes_rewritten.assign(size_t(loaded->n_layers()), 0);
    node_error = nullptr;
    if (observer) {
        observer->begin_micro_batch(first, first + n);
    }
    const native_log_mark mark;
    const int code = api().llama_decode(context, batch);
    api().llama_synchronize(context);
    if (cancelled || node_error || code != 0) {
        forget_sequence();
        throw_decode_failure(code, mark);
    }
    if (!collector) {
        check_rotations();
    }
    if (observer) {
        observer->end_micro_batch();
    }
    cached.append(tokens, n);
}

void session::throw_decode_failure(int code, const native_log_mark & mark) {
    if (cancelled) {
        throw failure("run.cancelled", "The evaluation was cancelled.");
    }
    if (node_error) {
        std::rethrow_exception(node_error);
    }
    if (code == 1) {
        throw failure("context.invalid", "No room for the tokens in the context of " + std::to_string(options.n_context) +
                                             " tokens. Expected a shorter sequence. Open a longer context.");
    }
    if (mark.reports_out_of_memory()) {
        throw failure("memory.exhausted", "Out of memory while evaluating: " + mark.first_error() + " Use a shorter context or micro-batch.");
    }
    throw failure("engine.failed", "llama.cpp failed to evaluate (code " + std::to_string(code) + "): " + mark.first_error());
}

void session::start_observing(const std::optional<observation_request> & request, int n_tokens) {
    observer.reset();
    if (request) {
        const observed_shape shape{loaded->n_layers(), int(api().llama_model_n_head(loaded->handle())), n_tokens, pool.size()};
        observer = std::make_unique<attention_observer>(*request, shape, pool);
    }
}

std::optional<observation> session::finish_observing() {
    if (!observer) {
        return std::nullopt;
    }
    const auto finished = std::move(observer);
    return finished->finish();
}

void session::forget_sequence() {
    cached.clear();
    api().llama_memory_clear(api().llama_get_memory(context), false);
}

// One token is decoded with the nodes left alone: their order and parameters say which layers rotate and how.
void session::run_probe() {
    probe_collector own_collector;
    collector = &own_collector;
    decode_one();
    collector = nullptr;
    rotations = own_collector.result(loaded->n_layers(), loaded->window_layers());
}

void session::decode_one() {
    const llama_token first = loaded->bos() != LLAMA_TOKEN_NULL ? loaded->bos() : 0;
    decode(&first, 0, 1, [](int) { return true; });
    forget_sequence();
}

// Every decode must rotate as the probe saw it: an extension that reaches fewer or other nodes would give numbers of another one.
void session::check_rotations() const {
    std::string problems;
    const auto add = [&](int layer, const char * verb, int n, int expected) {
        problems += (problems.empty() ? "layer " : ", layer ") + std::to_string(layer) + verb + std::to_string(n) + " of " + std::to_string(expected);
    };
    for (int layer = 0; layer < loaded->n_layers(); layer++) {
        const int n_nodes = rotations.n_nodes_of(layer);
        const int n_due = rewriter.rewrites(layer, rotations) ? n_nodes : 0;
        if (ropes_seen[size_t(layer)] != n_nodes) {
            add(layer, " has ", ropes_seen[size_t(layer)], n_nodes);
        } else if (ropes_rewritten[size_t(layer)] != n_due) {
            add(layer, " takes the extension in ", ropes_rewritten[size_t(layer)], n_due);
        }
    }
    if (!problems.empty()) {
        throw failure("extension.notApplied", "Rotations of the running graph: " + problems +
                                                  " ROPE nodes. Expected those that the model had when it was opened. Use another backend, or report the model.");
    }
}

bool session::see_node(ggml_tensor * node) {
    n_nodes_seen++;
    tracker.see(node);
    if (collector) {
        collector->see(node, tracker);
        return false;
    }
    if (node->op == GGML_OP_ROPE) {
        const int layer = tracker.layer();
        if (layer < 0 || layer >= loaded->n_layers()) {
            throw failure("extension.notApplied", "Rotation outside the model's layers: " + std::string(node->name) + ". Expected it in layers 0 to " +
                                                      std::to_string(loaded->n_layers() - 1) + ". Use another backend, or report the model.");
        }
        ropes_seen[size_t(layer)]++;
        ropes_rewritten[size_t(layer)] += rewriter.rewrite(node, layer, rotations) ? 1 : 0;
    }
    return observer && observer->wants(node);
}

// Runs inside llama.cpp: nothing may be thrown from here. Returning false after a node ends the part of the graph in work; the
// abort check ends the rest. After an end is called for, every node asked about is asked for: it is then the last one computed.
bool session::on_node(ggml_tensor * node, bool ask, void * user_data) {
    auto & self = *static_cast<session *>(user_data);
    if (self.node_error || self.cancelled) {
        return ask;
    }
    try {
        if (ask) {
            return self.see_node(node);
        }
        self.observer->read(node, self.tracker.layer());
        return true;
    } catch (...) {
        self.node_error = std::current_exception();
        return false;
    }
}

bool session::on_abort_check(void * user_data) {
    const auto & self = *static_cast<session *>(user_data);
    return self.cancelled || self.node_error;
}

} // namespace ropewalk
