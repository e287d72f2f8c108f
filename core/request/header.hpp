// One header field of a request: the name and value as they are sent.
#pragma once

#include <string>

namespace hookstorm {

struct Header {
  std::string name;
  std::string value;
};

}  // namespace hookstorm
