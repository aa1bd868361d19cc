// An expected failure on its way to JavaScript: `code` is one of the contract's error codes.
#pragma once

#include <stdexcept>
#include <string>

namespace ropewalk {

class failure : public std::runtime_error {
public:
    failure(std::string code, const std::string & message) : std::runtime_error(message), code_(std::move(code)) {}

    const std::string & code() const { return code_; }

private:
    std::string code_;
};

} // namespace ropewalk
