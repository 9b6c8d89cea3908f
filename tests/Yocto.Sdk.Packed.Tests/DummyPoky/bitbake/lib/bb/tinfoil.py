class Tinfoil:
    @staticmethod
    def _reconvert_type(connector, handle, kind):
        return handle
