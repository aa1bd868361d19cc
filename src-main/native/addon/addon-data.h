#pragma once

#include <napi.h>

namespace ropewalk {

// Per JavaScript environment.
struct addon_data {
    Napi::FunctionReference model_class;
    Napi::FunctionReference session_class;
};

} // namespace ropewalk
